package dev.procnet.server.stack;

/**
 * A socket of UDP, UDP-Lite, raw IP or ICMP echo ("ping") over IPv4 or IPv6. Columns as in {@code
 * udp}, net/ipv4/udp.c udp4_format_sock, net/ipv6/datagram.c __ip6_dgram_sock_seq_show.
 *
 * @param kind which protocol
 * @param local where it receives; its family is the socket's
 * @param localPort of RAW the number of its protocol, of PING the identifier of its echoes
 * @param remote its peer, of the same family
 * @param remotePort of RAW 0
 * @param state ESTABLISHED when connected, CLOSE when not, NONE only in gVisor
 * @param txQueue bytes of send-buffer memory, unsigned
 * @param rxQueue bytes of receive-buffer memory, unsigned
 * @param drops datagrams dropped, unsigned
 * @param slot hash bucket, the {@code sl} column, unsigned
 */
public record DatagramSocket(
    long id,
    long inode,
    int uid,
    int referenceCount,
    boolean destroying,
    long revision,
    Kind kind,
    IpAddress local,
    int localPort,
    IpAddress remote,
    int remotePort,
    TcpState state,
    int txQueue,
    int rxQueue,
    int drops,
    int slot)
    implements Socket {

  /** Buckets of the table that Linux has one of a size of for UDP; the place in it is by port. */
  public static final int UDP_BUCKETS = 4096;

  /** Which protocol. */
  public enum Kind {
    UDP,
    UDP_LITE,
    /** SOCK_RAW of any protocol. */
    RAW,
    /** SOCK_DGRAM of IPPROTO_ICMP or IPPROTO_ICMPV6. */
    PING
  }

  public DatagramSocket {
    Checks.check(
        local.width() == remote.width(),
        "remote",
        "is of another family than local, expected the same for both");
    Checks.port("local.port", localPort);
    Checks.port("remote.port", remotePort);
    Checks.check(
        state == TcpState.ESTABLISHED || state == TcpState.CLOSE || state == TcpState.NONE,
        "state",
        "is " + state + ", expected ESTABLISHED or CLOSE");
    Checks.check(
        kind != Kind.RAW || remotePort == 0,
        "remote.port",
        "is " + remotePort + " of a raw socket, expected 0");
  }

  @Override
  public DatagramSocket withRevision(long newRevision) {
    return new DatagramSocket(
        id,
        inode,
        uid,
        referenceCount,
        destroying,
        newRevision,
        kind,
        local,
        localPort,
        remote,
        remotePort,
        state,
        txQueue,
        rxQueue,
        drops,
        slot);
  }

  @Override
  public Section<DatagramSocket> section() {
    boolean ipv6 = local instanceof Ipv6Address;
    return switch (kind) {
      case UDP -> ipv6 ? Section.UDP6 : Section.UDP;
      case UDP_LITE -> ipv6 ? Section.UDP_LITE6 : Section.UDP_LITE;
      case RAW -> ipv6 ? Section.RAW6 : Section.RAW;
      case PING -> ipv6 ? Section.PING6 : Section.PING;
    };
  }
}
