package dev.procnet.server.netfile;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.EnumSet;
import java.util.Set;

/** {@code xfrm_stat}: counters of IPsec. net/xfrm/xfrm_proc.c. */
final class XfrmStatFile implements NetFile {

  private final CounterLines lines;

  XfrmStatFile(StatisticsLog log) {
    this.lines = new CounterLines("xfrm_stat", "Xfrm", 24, false, log);
  }

  @Override
  public String name() {
    return "xfrm_stat";
  }

  @Override
  public String summary() {
    return "counters of IPsec";
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
    if (!text.contains("XfrmInError ")) {
      return Set.of();
    }
    if (text.contains("\nXfrmInIptfsError ")) {
      return EnumSet.of(Profile.LINUX_6_18);
    }
    return EnumSet.of(
        text.contains("\nXfrmInStateDirError ") ? Profile.LINUX_6_12 : Profile.LINUX_6_1);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    lines.parse(text, into);
  }
}
