package dev.procnet.server.rpc;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.SocketDefaults;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import dev.procnet.v1.TcpForm;
import org.jspecify.annotations.Nullable;

/** TCP sockets. */
final class TcpMapper {

  private static final int RETRANSMIT_TIMEOUT = 100;
  private static final int CONGESTION_WINDOW = 10;
  private static final int INFINITE_THRESHOLD = -1;

  private TcpMapper() {}

  static dev.procnet.v1.TcpSocket toProto(TcpSocket socket, Sight sight) {
    return dev.procnet.v1.TcpSocket.newBuilder()
        .setFamily(Families.of(socket.local()))
        .setLocal(EndpointMapper.toProto(socket.local(), socket.localPort(), sight))
        .setRemote(EndpointMapper.toProto(socket.remote(), socket.remotePort(), sight))
        .setStateValue(socket.state().number())
        .setTxQueue(socket.txQueue())
        .setRxQueue(socket.rxQueue())
        .setTimerValue(socket.timer().number())
        .setTimerExpires(socket.timerExpires())
        .setRetransmits(socket.retransmits())
        .setProbes(socket.probes())
        .setRetransmitTimeout(socket.retransmitTimeout())
        .setAckTimeout(socket.ackTimeout())
        .setQuickAck(socket.quickAck())
        .setCongestionWindow(socket.congestionWindow())
        .setSlowStartThreshold(socket.slowStartThreshold())
        .setForm(form(socket.form()))
        .setSlot(socket.slot())
        .build();
  }

  private static TcpForm form(Form form) {
    return switch (form) {
      case FULL -> TcpForm.TCP_FORM_FULL;
      case REQUEST -> TcpForm.TCP_FORM_REQUEST;
      case MINI -> TcpForm.TCP_FORM_MINI;
    };
  }

  /** Paths of violations are seen from the kind, {@code local.port}. */
  static TcpSocket toModel(
      dev.procnet.v1.Socket common, NewSocket context, @Nullable Socket current) {
    dev.procnet.v1.TcpSocket proto = common.getTcp();
    Violations wrong = new Violations();
    boolean ipv6 =
        EndpointMapper.isIpv6(
            wrong, proto.getFamily(), proto.getFamilyValue(), proto.getLocal(), proto.getRemote());
    IpAddress local = EndpointMapper.address(wrong, "local", proto.getLocal(), ipv6);
    IpAddress remote = EndpointMapper.address(wrong, "remote", proto.getRemote(), ipv6);
    int localPort = EndpointMapper.port(wrong, "local", proto.getLocal());
    int remotePort = EndpointMapper.port(wrong, "remote", proto.getRemote());
    TcpState state =
        wrong.known(
            "state",
            proto.getStateValue(),
            TcpState.of(proto.getStateValue()),
            "a TCP state of 1 to 11",
            TcpState.NONE);
    TcpTimer timer =
        wrong.known(
            "timer",
            proto.getTimerValue(),
            TcpTimer.of(proto.getTimerValue()),
            "a TCP timer of 0 to 4",
            TcpTimer.NONE);
    boolean linux = context.profile().isLinux();
    Form form = form(wrong, proto, state, linux);
    boolean full = form == Form.FULL;
    if (linux && full && state == TcpState.TIME_WAIT) {
      wrong.add("form", "is FULL in state TIME_WAIT, expected MINI, as Linux holds it");
    }
    long inode = full ? SocketMapper.inode(common, context) : common.getInode();
    return wrong.build(
        () ->
            new TcpSocket(
                context.id(),
                inode,
                common.getUid(),
                SocketMapper.referenceCount(common, context, idleReferences(form)),
                common.getDestroying(),
                SocketMapper.revision(current),
                local,
                localPort,
                remote,
                remotePort,
                state,
                form,
                proto.getTxQueue(),
                proto.getRxQueue(),
                timer == TcpTimer.NONE && linux ? timerOf(form) : timer,
                proto.getTimerExpires(),
                proto.getRetransmits(),
                proto.getProbes(),
                proto.hasRetransmitTimeout()
                    ? proto.getRetransmitTimeout()
                    : linux && full ? RETRANSMIT_TIMEOUT : 0,
                proto.getAckTimeout(),
                proto.getQuickAck(),
                proto.hasCongestionWindow()
                    ? proto.getCongestionWindow()
                    : linux && full ? CONGESTION_WINDOW : 0,
                proto.hasSlowStartThreshold()
                    ? proto.getSlowStartThreshold()
                    : threshold(linux, state, full),
                proto.hasSlot() ? proto.getSlot() : SocketDefaults.slot(context.profile(), inode)));
  }

  private static Form form(
      Violations wrong, dev.procnet.v1.TcpSocket proto, TcpState state, boolean linux) {
    return switch (proto.getForm()) {
      case TCP_FORM_FULL -> Form.FULL;
      case TCP_FORM_REQUEST -> Form.REQUEST;
      case TCP_FORM_MINI -> Form.MINI;
      case TCP_FORM_UNSPECIFIED -> formOf(state, linux);
      case UNRECOGNIZED -> {
        wrong.add("form", "is " + proto.getFormValue() + ", expected a form of 0 to 3");
        yield formOf(state, linux);
      }
    };
  }

  /** The timer that runs in a form as long as it is held. */
  private static TcpTimer timerOf(Form form) {
    return switch (form) {
      case FULL -> TcpTimer.NONE;
      case REQUEST -> TcpTimer.RETRANSMIT;
      case MINI -> TcpTimer.TIME_WAIT;
    };
  }

  /** gVisor has one form only. */
  private static Form formOf(TcpState state, boolean linux) {
    if (linux && state == TcpState.SYN_RECV) {
      return Form.REQUEST;
    }
    return linux && state == TcpState.TIME_WAIT ? Form.MINI : Form.FULL;
  }

  private static int idleReferences(Form form) {
    return switch (form) {
      case FULL -> 1;
      case REQUEST -> 0;
      case MINI -> 3;
    };
  }

  /** Infinite; the fast-open limit of a listener, and what is not printed, are 0. */
  private static int threshold(boolean linux, TcpState state, boolean full) {
    return linux && (!full || state == TcpState.LISTEN) ? 0 : INFINITE_THRESHOLD;
  }
}
