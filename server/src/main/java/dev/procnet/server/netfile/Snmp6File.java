package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.EnumSet;
import java.util.Set;

/** {@code snmp6}: counters of IPv6. net/ipv6/proc.c snmp6_seq_show. */
final class Snmp6File implements NetFile {

  private static final byte[] FIRST = "Ip6InReceives ".getBytes(US_ASCII);

  private final CounterLines lines;

  Snmp6File(StatisticsLog log) {
    this.lines = new CounterLines("snmp6", CounterGroup.SNMP6, 32, false, log);
  }

  @Override
  public String name() {
    return "snmp6";
  }

  @Override
  public String summary() {
    return "counters of IPv6, ICMPv6 and UDP over IPv6";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.COUNTERS);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return lines.open(snapshot);
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    if (!text.startsWith(FIRST)) {
      return Set.of();
    }
    return text.contains("\nIp6OutTransmits ")
        ? EnumSet.of(Profile.LINUX_6_18, Profile.LINUX_6_12)
        : EnumSet.of(Profile.LINUX_6_1);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    lines.parse(text, into);
  }
}
