package dev.procnet.server.rpc;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.SocketDefaults;
import dev.procnet.server.stack.TcpState;
import org.jspecify.annotations.Nullable;

/** Sockets of UDP, UDP-Lite, raw and ping. */
final class DatagramMapper {

  private DatagramMapper() {}

  /** Sets what is the kind's own. */
  static dev.procnet.v1.Socket.Builder setKind(
      dev.procnet.v1.Socket.Builder proto, DatagramSocket socket, Sight sight) {
    dev.procnet.v1.DatagramSocket own = toProto(socket, sight);
    return switch (socket.kind()) {
      case UDP -> proto.setUdp(own);
      case UDP_LITE -> proto.setUdpLite(own);
      case RAW -> proto.setRaw(own);
      case PING -> proto.setPing(own);
    };
  }

  private static dev.procnet.v1.DatagramSocket toProto(DatagramSocket socket, Sight sight) {
    return dev.procnet.v1.DatagramSocket.newBuilder()
        .setFamily(Families.of(socket.local()))
        .setLocal(EndpointMapper.toProto(socket.local(), socket.localPort(), sight))
        .setRemote(EndpointMapper.toProto(socket.remote(), socket.remotePort(), sight))
        .setStateValue(socket.state().number())
        .setTxQueue(socket.txQueue())
        .setRxQueue(socket.rxQueue())
        .setDrops(socket.drops())
        .setSlot(socket.slot())
        .build();
  }

  /** Paths of violations are seen from the kind, {@code local.port}. */
  static DatagramSocket toModel(
      dev.procnet.v1.Socket common,
      Kind kind,
      dev.procnet.v1.DatagramSocket proto,
      NewSocket context,
      @Nullable Socket current) {
    Violations wrong = new Violations();
    boolean ipv6 =
        EndpointMapper.isIpv6(
            wrong, proto.getFamily(), proto.getFamilyValue(), proto.getLocal(), proto.getRemote());
    IpAddress local = EndpointMapper.address(wrong, "local", proto.getLocal(), ipv6);
    IpAddress remote = EndpointMapper.address(wrong, "remote", proto.getRemote(), ipv6);
    int localPort = EndpointMapper.port(wrong, "local", proto.getLocal());
    int remotePort = EndpointMapper.port(wrong, "remote", proto.getRemote());
    boolean connected = remotePort != 0 || !remote.isUnspecified();
    TcpState state =
        proto.getStateValue() == 0
            ? unset(connected, context, localPort, current)
            : wrong.known(
                "state",
                proto.getStateValue(),
                TcpState.of(proto.getStateValue()),
                "ESTABLISHED (1) or CLOSE (7)",
                TcpState.CLOSE);
    long inode = SocketMapper.inode(common, context);
    return wrong.build(
        () ->
            new DatagramSocket(
                context.id(),
                inode,
                common.getUid(),
                SocketMapper.referenceCount(common, context, SocketDefaults.IDLE_REFERENCES),
                common.getDestroying(),
                SocketMapper.revision(current),
                kind,
                local,
                localPort,
                remote,
                remotePort,
                state,
                proto.getTxQueue(),
                proto.getRxQueue(),
                proto.getDrops(),
                proto.hasSlot()
                    ? proto.getSlot()
                    : SocketDefaults.slot(context.profile(), kind, localPort, inode)));
  }

  /** gVisor's initial state is none, which the API does not set but keeps. */
  private static TcpState unset(
      boolean connected, NewSocket context, int localPort, @Nullable Socket current) {
    if (connected) {
      return TcpState.ESTABLISHED;
    }
    boolean initial =
        current == null
            ? !context.profile().isLinux() && localPort == 0
            : current instanceof DatagramSocket udp && udp.state() == TcpState.NONE;
    return initial ? TcpState.NONE : TcpState.CLOSE;
  }
}
