package dev.procnet.server.stack;

/**
 * A UDP socket over IPv4 or IPv6. Columns as in {@code udp}, net/ipv4/udp.c udp4_format_sock.
 *
 * @param local where it receives; its family is the socket's
 * @param remote its peer, of the same family
 * @param state ESTABLISHED when connected, CLOSE when not, NONE only in gVisor
 * @param txQueue bytes of send-buffer memory, unsigned
 * @param rxQueue bytes of receive-buffer memory, unsigned
 * @param drops datagrams dropped, unsigned
 * @param slot hash bucket, the {@code sl} column, unsigned
 */
public record UdpSocket(
    long id,
    long inode,
    int uid,
    int referenceCount,
    boolean destroying,
    long revision,
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

  public UdpSocket {
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
  }

  @Override
  public UdpSocket withRevision(long newRevision) {
    return new UdpSocket(
        id,
        inode,
        uid,
        referenceCount,
        destroying,
        newRevision,
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
  public Section<UdpSocket> section() {
    return local instanceof Ipv4Address ? Section.UDP : Section.UDP6;
  }
}
