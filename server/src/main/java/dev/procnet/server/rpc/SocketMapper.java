package dev.procnet.server.rpc;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.NetlinkSocket;
import dev.procnet.server.stack.PacketSocket;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.UnixSocket;
import org.jspecify.annotations.Nullable;

/** Sockets of all kinds. */
final class SocketMapper {

  private SocketMapper() {}

  /** A socket as a reader sees it, with the revision of its last change. */
  static dev.procnet.v1.Socket toProto(Socket socket, View view) {
    return fields(socket, view.sight()).setRevision(view.revision(socket.revision())).build();
  }

  /** A socket as a reader sees it. */
  static dev.procnet.v1.Socket.Builder fields(Socket socket, Sight sight) {
    dev.procnet.v1.Socket.Builder proto =
        dev.procnet.v1.Socket.newBuilder()
            .setId(socket.id())
            .setInode(socket.inode())
            .setUid(sight.uid(socket))
            .setDestroying(socket.destroying());
    return switch (socket) {
      case TcpSocket tcp ->
          proto.setReferenceCount(tcp.referenceCount()).setTcp(TcpMapper.toProto(tcp, sight));
      case DatagramSocket datagram ->
          DatagramMapper.setKind(
              proto.setReferenceCount(datagram.referenceCount()), datagram, sight);
      case UnixSocket unix ->
          proto.setReferenceCount(unix.referenceCount()).setUnix(UnixMapper.toProto(unix));
      case NetlinkSocket netlink ->
          proto
              .setReferenceCount(netlink.referenceCount())
              .setNetlink(LinkSocketMapper.toProto(netlink));
      case PacketSocket packet ->
          proto
              .setReferenceCount(packet.referenceCount())
              .setPacket(LinkSocketMapper.toProto(packet));
    };
  }

  /**
   * A new socket.
   *
   * @throws ProcnetException FIELD_INVALID with all that is wrong, {@code tcp.local.port}
   */
  static Socket toModel(dev.procnet.v1.Socket proto, NewSocket context) {
    return toModel(proto, context, null);
  }

  /**
   * A socket.
   *
   * @param current the same before it was changed, which keeps what the API has no word for; null:
   *     it is new
   * @throws ProcnetException FIELD_INVALID with all that is wrong, {@code tcp.local.port}
   */
  static Socket toModel(dev.procnet.v1.Socket proto, NewSocket context, @Nullable Socket current) {
    return switch (proto.getKindCase()) {
      case TCP -> Violations.under("tcp", () -> TcpMapper.toModel(proto, context, current));
      case UDP -> datagram("udp", Kind.UDP, proto.getUdp(), proto, context, current);
      case UDP_LITE ->
          datagram("udp_lite", Kind.UDP_LITE, proto.getUdpLite(), proto, context, current);
      case RAW -> datagram("raw", Kind.RAW, proto.getRaw(), proto, context, current);
      case PING -> datagram("ping", Kind.PING, proto.getPing(), proto, context, current);
      case UNIX -> Violations.under("unix", () -> UnixMapper.toModel(proto, context, current));
      case NETLINK ->
          Violations.under("netlink", () -> LinkSocketMapper.netlink(proto, context, current));
      case PACKET ->
          Violations.under("packet", () -> LinkSocketMapper.packet(proto, context, current));
      case KIND_NOT_SET ->
          throw ProcnetException.field(
              "kind",
              "is not set, expected one of tcp, udp, udp_lite, raw, ping, unix, netlink, packet");
    };
  }

  private static Socket datagram(
      String field,
      Kind kind,
      dev.procnet.v1.DatagramSocket own,
      dev.procnet.v1.Socket proto,
      NewSocket context,
      @Nullable Socket current) {
    return Violations.under(
        field, () -> DatagramMapper.toModel(proto, kind, own, context, current));
  }

  /** The inode that a socket asks for, or a free one. */
  static long inode(dev.procnet.v1.Socket proto, NewSocket context) {
    return proto.hasInode() ? proto.getInode() : context.freeInode();
  }

  /** The reference count that a socket asks for, or what an idle one of its kind has. */
  static int referenceCount(dev.procnet.v1.Socket proto, NewSocket context, int idleInLinux) {
    if (proto.hasReferenceCount()) {
      return proto.getReferenceCount();
    }
    return context.profile().isLinux() ? idleInLinux : 1;
  }

  /** The revision of the last change so far. */
  static long revision(@Nullable Socket current) {
    return current == null ? 0 : current.revision();
  }
}
