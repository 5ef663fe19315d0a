package dev.procnet.server.rpc;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.List;

/** A small state to begin in: lo, eth0, a few counters. */
public final class TestSeeds {

  private TestSeeds() {}

  public static Snapshot of(Profile profile) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);
    builder.addInterface(InterfaceName.of("eth0"), InterfaceStatistics.ZERO);
    builder.add(Section.COUNTERS, group("snmp", "Ip", "Forwarding", "InReceives"));
    builder.add(Section.COUNTERS, group("snmp", "IcmpMsg"));
    builder.add(Section.COUNTERS, group("snmp", "Tcp", "MaxConn", "InSegs", "OutSegs"));
    builder.add(Section.COUNTERS, group("netstat", "TcpExt", "SyncookiesSent"));
    builder.add(Section.COUNTERS, group("dev_snmp6/lo", "DevSnmp6", "Icmp6InMsgs"));
    return builder
        .build()
        .withSysctls(
            java.util.Map.of(
                "ipv4/ip_default_ttl", com.google.protobuf.ByteString.copyFromUtf8("64\n")));
  }

  private static CounterGroup group(String file, String name, String... counters) {
    return new CounterGroup(
        file,
        name,
        List.of(counters).stream().map(counter -> new Counter(counter, 0)).toList(),
        null,
        false);
  }
}
