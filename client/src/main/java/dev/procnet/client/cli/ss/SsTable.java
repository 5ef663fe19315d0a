package dev.procnet.client.cli.ss;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Tables of sockets, as {@code -A} names them. */
public enum SsTable {
  /** TCP. */
  TCP(SsStates.CONNECTED, SsFamily.INET, SsFamily.INET6),
  /** MPTCP: told by netlink alone, never by a file. */
  MPTCP(SsStates.CONNECTED, SsFamily.INET, SsFamily.INET6),
  /** DCCP: as MPTCP. */
  DCCP(SsStates.CONNECTED, SsFamily.INET, SsFamily.INET6),
  /** UDP. */
  UDP(SsStates.ESTABLISHED, SsFamily.INET, SsFamily.INET6),
  /** Raw. */
  RAW(SsStates.ESTABLISHED, SsFamily.INET, SsFamily.INET6),
  /** Unix datagram. */
  UNIX_DGRAM(SsStates.CLOSE, SsFamily.UNIX),
  /** Unix stream. */
  UNIX_STREAM(SsStates.CONNECTED, SsFamily.UNIX),
  /** Unix sequenced packet. */
  UNIX_SEQPACKET(SsStates.CONNECTED, SsFamily.UNIX),
  /** Packet without link header. */
  PACKET_DGRAM(SsStates.CLOSE, SsFamily.LINK),
  /** Packet with link header. */
  PACKET_RAW(SsStates.CLOSE, SsFamily.LINK),
  /** Netlink. */
  NETLINK(SsStates.CLOSE, SsFamily.NETLINK),
  /** SCTP: as MPTCP. */
  SCTP(SsStates.CONNECTED, SsFamily.INET, SsFamily.INET6),
  /** VM stream. */
  VSOCK_STREAM(SsStates.CONNECTED, SsFamily.VSOCK),
  /** VM datagram. */
  VSOCK_DGRAM(SsStates.CONNECTED, SsFamily.VSOCK),
  /** TIPC. */
  TIPC(SsStates.ESTABLISHED | SsStates.LISTEN | SsStates.CLOSE, SsFamily.TIPC),
  /** XDP. */
  XDP(SsStates.CLOSE, SsFamily.XDP);

  private static final EnumSet<SsTable> INET_TABLES = EnumSet.of(UDP, DCCP, TCP, MPTCP, SCTP, RAW);
  private static final EnumSet<SsTable> UNIX_TABLES =
      EnumSet.of(UNIX_STREAM, UNIX_DGRAM, UNIX_SEQPACKET);

  private static final Map<String, Set<SsTable>> WORDS =
      Map.ofEntries(
          Map.entry("all", EnumSet.complementOf(EnumSet.of(TIPC))),
          Map.entry("inet", INET_TABLES),
          Map.entry("udp", EnumSet.of(UDP)),
          Map.entry("dccp", EnumSet.of(DCCP)),
          Map.entry("tcp", EnumSet.of(TCP)),
          Map.entry("mptcp", EnumSet.of(MPTCP)),
          Map.entry("sctp", EnumSet.of(SCTP)),
          Map.entry("raw", EnumSet.of(RAW)),
          Map.entry("unix", UNIX_TABLES),
          Map.entry("unix_stream", EnumSet.of(UNIX_STREAM)),
          Map.entry("u_str", EnumSet.of(UNIX_STREAM)),
          Map.entry("unix_dgram", EnumSet.of(UNIX_DGRAM)),
          Map.entry("u_dgr", EnumSet.of(UNIX_DGRAM)),
          Map.entry("unix_seqpacket", EnumSet.of(UNIX_SEQPACKET)),
          Map.entry("u_seq", EnumSet.of(UNIX_SEQPACKET)),
          Map.entry("packet", EnumSet.of(PACKET_RAW, PACKET_DGRAM)),
          Map.entry("packet_raw", EnumSet.of(PACKET_RAW)),
          Map.entry("p_raw", EnumSet.of(PACKET_RAW)),
          Map.entry("packet_dgram", EnumSet.of(PACKET_DGRAM)),
          Map.entry("p_dgr", EnumSet.of(PACKET_DGRAM)),
          Map.entry("netlink", EnumSet.of(NETLINK)),
          Map.entry("tipc", EnumSet.of(TIPC)),
          Map.entry("vsock", EnumSet.of(VSOCK_STREAM, VSOCK_DGRAM)),
          Map.entry("vsock_stream", EnumSet.of(VSOCK_STREAM)),
          Map.entry("v_str", EnumSet.of(VSOCK_STREAM)),
          Map.entry("vsock_dgram", EnumSet.of(VSOCK_DGRAM)),
          Map.entry("v_dgr", EnumSet.of(VSOCK_DGRAM)),
          Map.entry("xdp", EnumSet.of(XDP)));

  private final int states;
  private final ImmutableSet<SsFamily> families;

  SsTable(int states, SsFamily first, SsFamily... others) {
    this.states = states;
    this.families = Sets.immutableEnumSet(first, others);
  }

  /** States that are shown where only the table is asked for. */
  int states() {
    return states;
  }

  /** Families that the table has sockets of. */
  Set<SsFamily> families() {
    return families;
  }

  /** The words of {@code -A}, and which tables each stands for. */
  static Map<String, Set<SsTable>> words() {
    return WORDS;
  }
}
