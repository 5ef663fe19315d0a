package dev.procnet.server.stack;

/**
 * A packet socket. Columns as in {@code packet}, net/packet/af_packet.c packet_seq_show.
 *
 * @param protocol ethertype in host order, 0 to 65535
 * @param interfaceIndex interface that it is bound to; 0: any
 * @param running receives
 * @param rxQueue bytes of receive memory, unsigned
 */
public record PacketSocket(
    long id,
    long inode,
    int uid,
    int referenceCount,
    boolean destroying,
    long revision,
    SocketType type,
    int protocol,
    int interfaceIndex,
    boolean running,
    int rxQueue)
    implements Socket {

  public PacketSocket {
    Checks.check(
        type == SocketType.RAW || type == SocketType.DGRAM || type == SocketType.PACKET,
        "type",
        "is " + type + ", expected RAW, DGRAM or PACKET");
    Checks.inRange("protocol", protocol, 0, 0xFFFF);
    Checks.inRange("interface_index", interfaceIndex, 0, Integer.MAX_VALUE);
  }

  @Override
  public PacketSocket withRevision(long newRevision) {
    return new PacketSocket(
        id,
        inode,
        uid,
        referenceCount,
        destroying,
        newRevision,
        type,
        protocol,
        interfaceIndex,
        running,
        rxQueue);
  }

  @Override
  public Section<PacketSocket> section() {
    return Section.PACKET;
  }
}
