package dev.procnet.server.stack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An SCTP association: a row of {@code sctp/assocs}, and one of {@code sctp/remaddr} for each of
 * its transports. net/sctp/proc.c sctp_assocs_seq_show, sctp_remaddr_seq_show.
 *
 * @param id key
 * @param inode of its socket, unsigned
 * @param uid owner of its socket, unsigned
 * @param socketState of its socket
 * @param txQueue bytes of send-buffer memory in use
 * @param rxQueue bytes of receive-buffer memory in use
 * @param local its own addresses
 * @param transports the peer's addresses, at least one
 * @param limits what the association was set up with
 * @param memory of its socket
 */
public record SctpAssociation(
    int id,
    long inode,
    int uid,
    SctpStyle style,
    TcpState socketState,
    State state,
    int txQueue,
    int rxQueue,
    int localPort,
    int remotePort,
    List<LocalAddress> local,
    List<Transport> transports,
    Limits limits,
    Memory memory)
    implements Entry {

  /** State of an association, RFC 9260 section 4. Numbers as in the kernel's sctp_state. */
  public enum State {
    CLOSED(0),
    COOKIE_WAIT(1),
    COOKIE_ECHOED(2),
    ESTABLISHED(3),
    SHUTDOWN_PENDING(4),
    SHUTDOWN_SENT(5),
    SHUTDOWN_RECEIVED(6),
    SHUTDOWN_ACK_SENT(7);

    private final int number;

    State(int number) {
      this.number = number;
    }

    /** As printed. */
    public int number() {
      return number;
    }

    /** The state of that number, or null. */
    public static @Nullable State of(long number) {
      return number >= 0 && number < values().length ? values()[(int) number] : null;
    }
  }

  /** State of a transport. Numbers as in the kernel's sctp_spinfo_state. */
  public enum TransportState {
    INACTIVE(0),
    POTENTIALLY_FAILED(1),
    ACTIVE(2),
    UNCONFIRMED(3);

    private final int number;

    TransportState(int number) {
      this.number = number;
    }

    /** As printed. */
    public int number() {
      return number;
    }

    /** The state of that number, or null. */
    public static @Nullable TransportState of(long number) {
      return number >= 0 && number < values().length ? values()[(int) number] : null;
    }
  }

  /**
   * An address of its own.
   *
   * @param primary the one that the primary transport sends from
   */
  public record LocalAddress(IpAddress address, boolean primary) {}

  /**
   * A way to the peer.
   *
   * @param primary the one that is sent on
   * @param heartbeat its heartbeat timer runs
   * @param retransmitTimeout in ticks of the kernel, unsigned
   * @param maxRetransmits after which it is inactive
   */
  public record Transport(
      IpAddress address,
      boolean primary,
      boolean heartbeat,
      long retransmitTimeout,
      int maxRetransmits,
      TransportState state) {}

  /**
   * What it was set up with, and how often it had to send again.
   *
   * @param heartbeatInterval in ticks of the kernel, unsigned
   * @param initRetries timeouts of T1, the {@code T1X} column
   * @param shutdownRetries timeouts of T2, the {@code T2X} column
   * @param retransmittedChunks the {@code RTXC} column
   */
  public record Limits(
      long heartbeatInterval,
      int inStreams,
      int outStreams,
      int maxRetransmits,
      int initRetries,
      int shutdownRetries,
      int retransmittedChunks) {

    /** Nothing is known. */
    public static final Limits NONE = new Limits(0, 0, 0, 0, 0, 0, 0);
  }

  /** Memory of a socket in bytes: sk_wmem_alloc, sk_wmem_queued, sk_sndbuf, sk_rcvbuf. */
  public record Memory(int sendAllocated, int sendQueued, int sendBuffer, int receiveBuffer) {

    /** Nothing is known. */
    public static final Memory NONE = new Memory(0, 0, 0, 0);
  }

  public SctpAssociation {
    Checks.check(socketState != TcpState.NONE, "socket_state", "is not set, expected a state");
    Checks.port("local_port", localPort);
    Checks.port("remote_port", remotePort);
    local = List.copyOf(local);
    transports = List.copyOf(transports);
    Checks.check(!transports.isEmpty(), "transports", "is empty, expected at least one");
    Checks.check(
        transports.stream().filter(Transport::primary).count() <= 1,
        "transports",
        "has more than one that is primary, expected at most one");
  }

  /** With other transports. */
  public SctpAssociation withTransports(List<Transport> newTransports) {
    return new SctpAssociation(
        id,
        inode,
        uid,
        style,
        socketState,
        state,
        txQueue,
        rxQueue,
        localPort,
        remotePort,
        local,
        newTransports,
        limits,
        memory);
  }

  @Override
  public Section<SctpAssociation> section() {
    return Section.SCTP_ASSOCIATIONS;
  }

  @Override
  public Object key() {
    return id;
  }
}
