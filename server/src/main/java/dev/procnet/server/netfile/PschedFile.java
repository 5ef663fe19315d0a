package dev.procnet.server.netfile;

import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings.PacketScheduler;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code psched}: clock of the packet scheduler. net/sched/sch_api.c psched_show. */
final class PschedFile implements NetFile {

  @Override
  public String name() {
    return "psched";
  }

  @Override
  public String summary() {
    return "clock of the packet scheduler";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.SETTINGS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    PacketScheduler words = snapshot.settings().packetScheduler();
    return Rows.single(
        out -> {
          out.hex8Lower(words.nanosecondsPerMicrosecond()).put(' ');
          out.hex8Lower(words.nanosecondsPerTick()).put(' ');
          out.hex8Lower(words.microsecondsPerSecond()).put(' ');
          out.hex8Lower(words.clockHz()).put('\n');
        });
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    int nanosecondsPerMicrosecond = (int) text.hex("nanoseconds a microsecond", 8, 8);
    text.blanks();
    int nanosecondsPerTick = (int) text.hex("nanoseconds a tick", 8, 8);
    text.blanks();
    int microsecondsPerSecond = (int) text.hex("microseconds a second", 8, 8);
    text.blanks();
    int clockHz = (int) text.hex("ticks a second", 8, 8);
    text.endLine();
    if (!text.atEnd()) {
      throw text.fail("the end of the file");
    }
    PacketScheduler words =
        new PacketScheduler(
            nanosecondsPerMicrosecond, nanosecondsPerTick, microsecondsPerSecond, clockHz);
    into.settings(settings -> settings.with(words));
  }
}
