package dev.procnet.server.netfile;

import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code sctp/snmp}: counters of SCTP. net/sctp/proc.c sctp_snmp_seq_show. */
final class SctpSnmpFile implements NetFile {

  private final CounterLines lines;

  SctpSnmpFile(StatisticsLog log) {
    this.lines = new CounterLines("sctp/snmp", "Sctp", 32, true, log);
  }

  @Override
  public String name() {
    return "sctp/snmp";
  }

  @Override
  public String summary() {
    return "counters of SCTP";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.COUNTERS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return lines.open(snapshot);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    lines.parse(text, into);
  }
}
