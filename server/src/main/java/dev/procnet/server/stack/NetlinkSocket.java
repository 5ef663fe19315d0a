package dev.procnet.server.stack;

/**
 * A netlink socket. Columns as in {@code netlink}, net/netlink/af_netlink.c
 * netlink_native_seq_show.
 *
 * @param protocol 0 (route) to 31
 * @param portId 0 for the kernel's, unsigned
 * @param groups first 32 multicast groups, a bit each
 * @param rxQueue bytes of receive memory
 * @param txQueue bytes of send memory
 * @param dumping a dump is running
 * @param drops messages dropped, unsigned
 */
public record NetlinkSocket(
    long id,
    long inode,
    int uid,
    int referenceCount,
    boolean destroying,
    long revision,
    int protocol,
    int portId,
    int groups,
    int rxQueue,
    int txQueue,
    boolean dumping,
    int drops)
    implements Socket {

  public NetlinkSocket {
    Checks.inRange("protocol", protocol, 0, 31);
  }

  @Override
  public NetlinkSocket withRevision(long newRevision) {
    return new NetlinkSocket(
        id,
        inode,
        uid,
        referenceCount,
        destroying,
        newRevision,
        protocol,
        portId,
        groups,
        rxQueue,
        txQueue,
        dumping,
        drops);
  }

  @Override
  public Section<NetlinkSocket> section() {
    return Section.NETLINK;
  }
}
