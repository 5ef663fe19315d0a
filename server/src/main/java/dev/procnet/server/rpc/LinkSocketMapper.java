package dev.procnet.server.rpc;

import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.NetlinkSocket;
import dev.procnet.server.stack.PacketSocket;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.SocketType;
import org.jspecify.annotations.Nullable;

/** Netlink and packet sockets. */
final class LinkSocketMapper {

  private static final int IDLE_NETLINK_REFERENCES = 2;
  private static final int IDLE_PACKET_REFERENCES = 3;

  private LinkSocketMapper() {}

  static dev.procnet.v1.NetlinkSocket toProto(NetlinkSocket socket) {
    return dev.procnet.v1.NetlinkSocket.newBuilder()
        .setProtocol(socket.protocol())
        .setPortId(socket.portId())
        .setGroups(socket.groups())
        .setRxQueue(socket.rxQueue())
        .setTxQueue(socket.txQueue())
        .setDumping(socket.dumping())
        .setDrops(socket.drops())
        .build();
  }

  static dev.procnet.v1.PacketSocket toProto(PacketSocket socket) {
    return dev.procnet.v1.PacketSocket.newBuilder()
        .setTypeValue(socket.type().number())
        .setProtocol(socket.protocol())
        .setInterfaceIndex(socket.interfaceIndex())
        .setRunning(socket.running())
        .setRxQueue(socket.rxQueue())
        .build();
  }

  /** Paths of violations are seen from the kind, {@code protocol}. */
  static NetlinkSocket netlink(
      dev.procnet.v1.Socket common, NewSocket context, @Nullable Socket current) {
    dev.procnet.v1.NetlinkSocket proto = common.getNetlink();
    Violations wrong = new Violations();
    int protocol = wrong.atMost("protocol", proto.getProtocol(), 31);
    return wrong.build(
        () ->
            new NetlinkSocket(
                context.id(),
                SocketMapper.inode(common, context),
                common.getUid(),
                SocketMapper.referenceCount(common, context, IDLE_NETLINK_REFERENCES),
                common.getDestroying(),
                SocketMapper.revision(current),
                protocol,
                proto.getPortId(),
                proto.getGroups(),
                proto.getRxQueue(),
                proto.getTxQueue(),
                proto.getDumping(),
                proto.getDrops()));
  }

  /** Paths of violations are seen from the kind, {@code type}. */
  static PacketSocket packet(
      dev.procnet.v1.Socket common, NewSocket context, @Nullable Socket current) {
    dev.procnet.v1.PacketSocket proto = common.getPacket();
    Violations wrong = new Violations();
    SocketType type =
        wrong.known(
            "type",
            proto.getTypeValue(),
            SocketType.of(proto.getTypeValue()),
            "DGRAM (2), RAW (3) or PACKET (10)",
            SocketType.RAW);
    int protocol = wrong.atMost("protocol", proto.getProtocol(), 0xFFFF);
    int index = wrong.atMost("interface_index", proto.getInterfaceIndex(), Integer.MAX_VALUE);
    return wrong.build(
        () ->
            new PacketSocket(
                context.id(),
                SocketMapper.inode(common, context),
                common.getUid(),
                SocketMapper.referenceCount(common, context, IDLE_PACKET_REFERENCES),
                common.getDestroying(),
                SocketMapper.revision(current),
                type,
                protocol,
                index,
                proto.getRunning(),
                proto.getRxQueue()));
  }
}
