package dev.procnet.server.netfile;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.EnumSet;
import java.util.Set;

/** {@code snmp}: counters of RFC 1213's groups. net/ipv4/proc.c snmp_seq_show. */
final class SnmpFile implements NetFile {

  private final CounterRows rows;

  SnmpFile(StatisticsLog log) {
    this.rows = new CounterRows("snmp", log);
  }

  @Override
  public String name() {
    return "snmp";
  }

  @Override
  public String summary() {
    return "counters of IP, ICMP, TCP and UDP";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.COUNTERS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return rows.open(snapshot);
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    if (!text.skip("Ip: ")) {
      return Set.of();
    }
    if (text.contains(" OutTransmits\n")) {
      return EnumSet.of(Profile.LINUX_6_18, Profile.LINUX_6_12);
    }
    // Linux has no line of a group without counters.
    return EnumSet.of(text.contains("\nIcmpMsg:\n") ? Profile.GVISOR : Profile.LINUX_6_1);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    rows.parse(text, into, false);
  }
}
