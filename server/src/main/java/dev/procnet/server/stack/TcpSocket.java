package dev.procnet.server.stack;

/**
 * A TCP socket over IPv4 or IPv6. Columns as in {@code tcp}, net/ipv4/tcp_ipv4.c get_tcp4_sock,
 * get_openreq4, get_timewait4_sock.
 *
 * @param local where it receives; its family is the socket's
 * @param remote its peer, of the same family
 * @param form how the kernel holds it, which decides how far its row goes
 * @param txQueue bytes written and not acknowledged, unsigned
 * @param rxQueue bytes not yet read, or connections not yet accepted, unsigned
 * @param timerExpires hundredths of a second until the timer fires, unsigned
 * @param retransmits timeouts of the oldest segment, unsigned
 * @param probes probes not answered
 * @param retransmitTimeout rto in hundredths of a second, unsigned
 * @param ackTimeout ato in hundredths of a second, unsigned
 * @param quickAck quick-ACK count times two plus interactive mode, unsigned
 * @param congestionWindow segments, unsigned
 * @param slowStartThreshold -1 while infinite; of a listener its fast-open queue limit
 * @param slot what {@code sl} shows where the profile does not number rows (gVisor), unsigned
 */
public record TcpSocket(
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
    Form form,
    int txQueue,
    int rxQueue,
    TcpTimer timer,
    long timerExpires,
    int retransmits,
    int probes,
    long retransmitTimeout,
    long ackTimeout,
    int quickAck,
    int congestionWindow,
    int slowStartThreshold,
    int slot)
    implements Socket {

  /** How the kernel holds a connection. */
  public enum Form {
    /** struct sock. */
    FULL,
    /** struct request_sock: a connection request in SYN_RECV. */
    REQUEST,
    /** struct inet_timewait_sock: TIME_WAIT, or FIN_WAIT2 that nobody holds. */
    MINI
  }

  public TcpSocket {
    Checks.check(
        local.width() == remote.width(),
        "remote",
        "is of another family than local, expected the same for both");
    Checks.port("local.port", localPort);
    Checks.port("remote.port", remotePort);
    Checks.check(state != TcpState.NONE, "state", "is not set, expected a TCP state");
    Checks.check(
        form != Form.REQUEST || state == TcpState.SYN_RECV,
        "form",
        "is REQUEST in state " + state + ", expected SYN_RECV");
    Checks.check(
        form != Form.MINI || state == TcpState.TIME_WAIT || state == TcpState.FIN_WAIT2,
        "form",
        "is MINI in state " + state + ", expected TIME_WAIT or FIN_WAIT2");
    if (form != Form.FULL) {
      // net/ipv4/tcp_ipv4.c get_timewait4_sock, get_openreq4: they hold no data.
      checkZero("tx_queue", txQueue, form);
      checkZero("rx_queue", rxQueue, form);
      checkZero("probes", probes, form);
    }
  }

  private static void checkZero(String field, int value, Form form) {
    Checks.check(
        value == 0,
        field,
        "is " + Integer.toUnsignedString(value) + " in form " + form + ", expected 0");
  }

  /** It accepts connections. */
  public boolean listening() {
    return state == TcpState.LISTEN;
  }

  @Override
  public TcpSocket withRevision(long newRevision) {
    return new TcpSocket(
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
        form,
        txQueue,
        rxQueue,
        timer,
        timerExpires,
        retransmits,
        probes,
        retransmitTimeout,
        ackTimeout,
        quickAck,
        congestionWindow,
        slowStartThreshold,
        slot);
  }

  @Override
  public Section<TcpSocket> section() {
    return local instanceof Ipv4Address ? Section.TCP : Section.TCP6;
  }
}
