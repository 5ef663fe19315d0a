package dev.procnet.server.netfile;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.EnumSet;
import java.util.Set;

/** {@code tls_stat}: counters of TLS in the kernel. net/tls/tls_proc.c. */
final class TlsStatFile implements NetFile {

  private final CounterLines lines;

  TlsStatFile(StatisticsLog log) {
    this.lines = new CounterLines("tls_stat", "Tls", 32, false, log);
  }

  @Override
  public String name() {
    return "tls_stat";
  }

  @Override
  public String summary() {
    return "counters of TLS in the kernel";
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
  public Set<Profile> printedBy(NetFileText text) {
    if (!text.contains("TlsCurrTxSw ")) {
      return Set.of();
    }
    return text.contains("\nTlsRxRekeyOk ")
        ? EnumSet.of(Profile.LINUX_6_18)
        : EnumSet.of(Profile.LINUX_6_12, Profile.LINUX_6_1);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    lines.parse(text, into);
  }
}
