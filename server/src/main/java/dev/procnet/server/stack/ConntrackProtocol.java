package dev.procnet.server.stack;

import com.google.common.collect.ImmutableSet;
import dev.procnet.server.stack.ConnectionTuple.GreKeys;
import dev.procnet.server.stack.ConnectionTuple.Icmp;
import dev.procnet.server.stack.ConnectionTuple.Ports;
import dev.procnet.server.stack.ConnectionTuple.Transport;
import dev.procnet.server.stack.ConnectionTuple.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * A protocol that connection tracking knows, in some kernel from 2.6 on: DCCP went with 6.17. What
 * it does not know goes by the number only. net/netfilter/nf_conntrack_standalone.c l4proto_name.
 */
public enum ConntrackProtocol {
  ICMP("icmp", 1, Icmp.class, ImmutableSet.of()),
  TCP(
      "tcp",
      6,
      Ports.class,
      ImmutableSet.of(
          "NONE",
          "SYN_SENT",
          "SYN_RECV",
          "ESTABLISHED",
          "FIN_WAIT",
          "CLOSE_WAIT",
          "LAST_ACK",
          "TIME_WAIT",
          "CLOSE",
          "SYN_SENT2",
          "LISTEN")),
  UDP("udp", 17, Ports.class, ImmutableSet.of()),
  DCCP(
      "dccp",
      33,
      Ports.class,
      ImmutableSet.of(
          "NONE",
          "REQUEST",
          "RESPOND",
          "PARTOPEN",
          "OPEN",
          "CLOSEREQ",
          "CLOSING",
          "TIMEWAIT",
          "IGNORE",
          "INVALID")),
  GRE("gre", 47, GreKeys.class, ImmutableSet.of()),
  ICMPV6("icmpv6", 58, Icmp.class, ImmutableSet.of()),
  SCTP(
      "sctp",
      132,
      Ports.class,
      ImmutableSet.of(
          "NONE",
          "CLOSED",
          "COOKIE_WAIT",
          "COOKIE_ECHOED",
          "ESTABLISHED",
          "SHUTDOWN_SENT",
          "SHUTDOWN_RECD",
          "SHUTDOWN_ACK_SENT",
          "HEARTBEAT_SENT",
          "HEARTBEAT_ACKED")),
  UDPLITE("udplite", 136, Ports.class, ImmutableSet.of());

  private final String label;
  private final int number;
  private final Class<? extends Transport> transport;
  private final ImmutableSet<String> states;

  ConntrackProtocol(
      String label, int number, Class<? extends Transport> transport, ImmutableSet<String> states) {
    this.label = label;
    this.number = number;
    this.transport = transport;
    this.states = states;
  }

  /** The one of that number (IANA); or null. */
  public static @Nullable ConntrackProtocol of(int number) {
    for (ConntrackProtocol protocol : values()) {
      if (protocol.number == number) {
        return protocol;
      }
    }
    return null;
  }

  /** A connection of that protocol can be in that state, as the kernel names it. */
  public static boolean hasState(int number, String state) {
    ConntrackProtocol protocol = of(number);
    return protocol != null && protocol.states.contains(state);
  }

  /** A tuple of that protocol can have this. TCP and UDP are known to every kernel. */
  static boolean allows(int number, Transport transport) {
    ConntrackProtocol protocol = of(number);
    if (transport instanceof Unknown) {
      return protocol != TCP && protocol != UDP;
    }
    return protocol != null && protocol.transport.isInstance(transport);
  }

  /** As printed. */
  public String label() {
    return label;
  }

  /** What its tuples have. */
  public Class<? extends Transport> transport() {
    return transport;
  }
}
