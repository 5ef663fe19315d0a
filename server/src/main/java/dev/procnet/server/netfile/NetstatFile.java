package dev.procnet.server.netfile;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.EnumSet;
import java.util.Set;

/** {@code netstat}: counters beyond those of the RFCs. net/ipv4/proc.c netstat_seq_show. */
final class NetstatFile implements NetFile {

  private final CounterRows rows;

  NetstatFile(StatisticsLog log) {
    this.rows = new CounterRows("netstat", log);
  }

  @Override
  public String name() {
    return "netstat";
  }

  @Override
  public String summary() {
    return "further counters of TCP, IP and MPTCP";
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
    if (!text.skip("TcpExt: ")) {
      return Set.of();
    }
    if (text.contains(" TCPAODroppedIcmps")) {
      return EnumSet.of(text.contains(" PAWSTimewait ") ? Profile.LINUX_6_18 : Profile.LINUX_6_12);
    }
    // gVisor's names are those of Linux before 4.15, values it once had none.
    boolean gvisor = text.contains(" TCPPrequeued ") && !text.contains("\nIpExt: ");
    return EnumSet.of(gvisor ? Profile.GVISOR : Profile.LINUX_6_1);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    rows.parse(text, into, into.profile() == Profile.GVISOR);
  }
}
