package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Mutation.SocketKey;
import java.time.Instant;
import java.util.List;

/** Small models for tests. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private Samples() {}

  /** A state with a loopback and an Ethernet interface and a group of counters. */
  public static Snapshot host(Profile profile) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);
    builder.addInterface(InterfaceName.of("eth0"), InterfaceStatistics.ZERO);
    builder.add(
        Section.COUNTERS,
        new CounterGroup(
            "snmp",
            "Udp",
            List.of(
                new CounterGroup.Counter("InDatagrams", 7), new CounterGroup.Counter("NoPorts", 0)),
            null,
            false));
    builder.add(
        Section.COUNTERS, new CounterGroup("snmp", CounterGroup.ICMP_MSG, List.of(), null, false));
    return builder.build();
  }

  public static Stack stack(Snapshot seed, HistoryLimits limits) {
    return new StackRegistry(limits, 10).create("s", java.util.Map.of(), seed, NOW);
  }

  public static Stack stack() {
    return stack(host(Profile.LINUX_6_18), HistoryLimits.DEFAULT);
  }

  public static Stack.Applied apply(Stack stack, Mutation... mutations) {
    return stack.apply(new Batch(RequestKey.NONE, List.of(), List.of(mutations), false), NOW);
  }

  public static TcpSocket tcp(long id, long inode, TcpState state, IpAddress local, int port) {
    return new TcpSocket(
        id,
        inode,
        0,
        1,
        false,
        0,
        local,
        port,
        local.unspecified(),
        0,
        state,
        TcpSocket.Form.FULL,
        0,
        0,
        TcpTimer.NONE,
        0,
        0,
        0,
        100,
        0,
        0,
        10,
        -1,
        0);
  }

  public static DatagramSocket udp(long id, long inode, int slot, int port) {
    return new DatagramSocket(
        id,
        inode,
        0,
        2,
        false,
        0,
        DatagramSocket.Kind.UDP,
        Ipv4Address.UNSPECIFIED,
        port,
        Ipv4Address.UNSPECIFIED,
        0,
        TcpState.CLOSE,
        0,
        0,
        0,
        slot);
  }

  public static UnixSocket unix(long id, long inode, String path) {
    return new UnixSocket(
        id,
        inode,
        0,
        2,
        false,
        0,
        SocketType.STREAM,
        UnixSocket.State.UNCONNECTED,
        false,
        ByteString.copyFromUtf8(path));
  }

  public static Mutation openTcp(int port, TcpState state) {
    return new Mutation.OpenSocket(
        context -> tcp(context.id(), context.freeInode(), state, Ipv4Address.UNSPECIFIED, port));
  }

  public static Mutation openUdp(int slot, int port) {
    return new Mutation.OpenSocket(context -> udp(context.id(), context.freeInode(), slot, port));
  }

  public static Route route(String destination, int prefixLength, int metric) {
    return new Route(
        0,
        ipv4(destination),
        prefixLength,
        Ipv4Address.UNSPECIFIED,
        0,
        Ipv4Address.UNSPECIFIED,
        2,
        Route.RTF_UP,
        metric,
        Route.Type.UNICAST,
        Route.TABLE_MAIN,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  public static Ipv4Address ipv4(String dotted) {
    int bits = 0;
    for (String part : com.google.common.base.Splitter.on('.').split(dotted)) {
      bits = bits << 8 | Integer.parseInt(part);
    }
    return new Ipv4Address(bits);
  }

  public static SocketKey id(long id) {
    return new SocketKey(id, false);
  }

  public static SocketKey inode(long inode) {
    return new SocketKey(inode, true);
  }
}
