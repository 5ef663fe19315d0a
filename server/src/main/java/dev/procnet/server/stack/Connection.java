package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A tracked connection: a row of {@code nf_conntrack}. net/netfilter/nf_conntrack_standalone.c
 * ct_seq_show. What is null, or empty, that kernel does not keep or does not show.
 *
 * @param protocol IANA number, 0 to 255. Key
 * @param timeout seconds to expiry
 * @param state of TCP, SCTP and DCCP, as the kernel names it
 * @param greTimeouts of GRE
 * @param original direction of the first packet. Key
 * @param reply the other direction, which differs from the original turned round where there is NAT
 * @param originalTraffic what went so far, where accounting is on
 * @param replyTraffic likewise
 * @param unreplied nothing came back yet
 * @param mark CONFIG_NF_CONNTRACK_MARK, unsigned
 * @param securityMark as kernels before 2.6.37 have it, unsigned
 * @param securityContext as later ones have it, without NUL and line end
 * @param zone CONFIG_NF_CONNTRACK_ZONES. Key
 * @param age seconds since it began, unsigned
 * @param useCount references, unsigned
 */
public record Connection(
    int protocol,
    @Nullable Long timeout,
    @Nullable String state,
    @Nullable GreTimeouts greTimeouts,
    ConnectionTuple original,
    ConnectionTuple reply,
    @Nullable Traffic originalTraffic,
    @Nullable Traffic replyTraffic,
    boolean unreplied,
    Status status,
    @Nullable Integer mark,
    @Nullable Integer securityMark,
    ByteString securityContext,
    @Nullable Zone zone,
    @Nullable Long age,
    int useCount)
    implements Entry {

  private static final int MAX_SECURITY_CONTEXT = 4096;

  /** Seconds without packets of a GRE flow before and after it was replied to, unsigned. */
  public record GreTimeouts(int unreplied, int stream) {}

  /** Packets and bytes of a direction, unsigned. */
  public record Traffic(long packets, long bytes) {}

  /** How firmly it is tracked: at most one is printed, the last that holds. */
  public enum Status {
    NONE(""),
    ASSURED("[ASSURED] "),
    OFFLOAD("[OFFLOAD] "),
    HARDWARE_OFFLOAD("[HW_OFFLOAD] ");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** As printed. */
    public String text() {
      return text;
    }
  }

  /** Which directions a zone is of. */
  public enum ZoneDirection {
    BOTH,
    ORIGINAL,
    REPLY
  }

  /**
   * Of connections that may have the same addresses.
   *
   * @param id 16 bits
   */
  public record Zone(int id, ZoneDirection direction) {

    public Zone {
      Checks.inRange("id", id, 0, 0xFFFF);
    }
  }

  /**
   * What tells connections apart.
   *
   * @param zone of the original direction
   */
  public record Key(int protocol, ConnectionTuple original, int zone) {

    /** The key of a connection in a zone; null: of a kernel without zones. */
    public static Key of(int protocol, ConnectionTuple original, @Nullable Zone zone) {
      if (zone == null || zone.direction() == ZoneDirection.REPLY) {
        return new Key(protocol, original, 0);
      }
      return new Key(protocol, original, zone.id());
    }
  }

  public Connection {
    checkTuple("original", protocol, original);
    checkTuple("reply", protocol, reply);
    Checks.check(
        original.isIpv6() == reply.isIpv6()
            && original.transport().getClass() == reply.transport().getClass(),
        "reply",
        "is of another kind than the original direction, expected the same family and transport");
    if (state != null) {
      Checks.check(
          ConntrackProtocol.hasState(protocol, state),
          "state",
          "is '" + state + "', expected one of protocol " + protocol);
    }
    Checks.check(
        greTimeouts == null || protocol == 47,
        "gre_timeouts",
        "is set for protocol " + protocol + ", expected for 47 only");
    Checks.check(
        (originalTraffic == null) == (replyTraffic == null),
        "reply_traffic",
        "is there without, or missing beside, the original direction's, expected both or none");
    checkContext(securityContext);
  }

  /** The protocol is one, and the tuple what its tuples are. */
  static void checkTuple(String field, int protocol, ConnectionTuple tuple) {
    Checks.inRange("protocol", protocol, 0, 0xFF);
    Checks.check(
        ConntrackProtocol.allows(protocol, tuple.transport()),
        field + ".transport",
        "is not that of protocol " + protocol + ", expected ports, icmp, gre_keys or nothing");
  }

  private static void checkContext(ByteString context) {
    Checks.check(
        isSecurityContext(context),
        "security_context",
        "is '"
            + context.toStringUtf8()
            + "', expected at most 4096 bytes, none of them NUL, line end or blank");
  }

  private static boolean isSecurityContext(ByteString context) {
    for (byte value : context) {
      if (value == 0 || value == ' ' || value == '\t' || value == '\n') {
        return false;
      }
    }
    return context.size() <= MAX_SECURITY_CONTEXT;
  }

  @Override
  public Section<Connection> section() {
    return Section.CONNECTIONS;
  }

  /** The same, at another time: see {@code timeout} and {@code age}. */
  public Connection withTimes(@Nullable Long newTimeout, @Nullable Long newAge) {
    return new Connection(
        protocol,
        newTimeout,
        state,
        greTimeouts,
        original,
        reply,
        originalTraffic,
        replyTraffic,
        unreplied,
        status,
        mark,
        securityMark,
        securityContext,
        zone,
        newAge,
        useCount);
  }

  @Override
  public Key key() {
    return Key.of(protocol, original, zone);
  }
}
