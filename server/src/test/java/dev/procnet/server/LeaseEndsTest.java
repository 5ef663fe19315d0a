package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Seeds;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Lease;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.StackRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LeaseEndsTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void look_removesWhatWasNotRenewedByTheInjectedClock() {
    StackRegistry stacks = new StackRegistry(HistoryLimits.DEFAULT, 10);
    Snapshot seed =
        new Seeds(new TreeImporter(new NetFiles(new StatisticsLog()))).of(Profile.LINUX_6_18);
    stacks.create("a", Map.of(), seed, Lease.of(Duration.ofSeconds(5), now), now);
    stacks.create("b", Map.of(), seed, Lease.of(Duration.ofSeconds(9), now), now);
    try (var timer = Executors.newSingleThreadScheduledExecutor()) {
      LeaseEnds ends = new LeaseEnds(stacks, () -> now, timer);

      now = now.plusSeconds(6);
      ends.look();

      assertThat(stacks.list()).extracting(s -> s.name()).containsExactly("b");
    }
  }
}
