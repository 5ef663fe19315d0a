package dev.procnet.server.rpc;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.UdpSocket;
import org.jspecify.annotations.Nullable;

/** UDP sockets. */
final class UdpMapper {

  /** Buckets of the table that Linux has one of a size of; the place in it is by port. */
  private static final int BUCKETS = 4096;

  private static final int IDLE_REFERENCES = 2;

  private UdpMapper() {}

  static dev.procnet.v1.UdpSocket toProto(UdpSocket socket, Sight sight) {
    return dev.procnet.v1.UdpSocket.newBuilder()
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
  static UdpSocket toModel(
      dev.procnet.v1.Socket common, NewSocket context, @Nullable Socket current) {
    dev.procnet.v1.UdpSocket proto = common.getUdp();
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
            new UdpSocket(
                context.id(),
                inode,
                common.getUid(),
                SocketMapper.referenceCount(common, context, IDLE_REFERENCES),
                common.getDestroying(),
                SocketMapper.revision(current),
                local,
                localPort,
                remote,
                remotePort,
                state,
                proto.getTxQueue(),
                proto.getRxQueue(),
                proto.getDrops(),
                proto.hasSlot() ? proto.getSlot() : slot(context, localPort, inode)));
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
            : current instanceof UdpSocket udp && udp.state() == TcpState.NONE;
    return initial ? TcpState.NONE : TcpState.CLOSE;
  }

  private static int slot(NewSocket context, int localPort, long inode) {
    return context.profile().isLinux() ? localPort % BUCKETS : SocketMapper.ownSlot(inode);
  }
}
