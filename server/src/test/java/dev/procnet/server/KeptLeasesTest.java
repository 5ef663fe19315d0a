package dev.procnet.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.config.StateConfig;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Seeds;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.rpc.KeptRequests;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Lease;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.StackLimits;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.storage.EventLog;
import dev.procnet.server.storage.StateDirectory;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Leases go on over restarts: they end by the clock, whether a server runs or not. */
class KeptLeasesTest {

  private static final Instant PAST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TTL = Duration.ofMillis(1500);

  private final Snapshot seed =
      new Seeds(new TreeImporter(new NetFiles(new StatisticsLog()))).of(Profile.LINUX_6_18);

  @TempDir Path directory;

  private static final class Opened implements AutoCloseable {

    private final StackRegistry stacks;
    private final StateDirectory state;

    /** Stacks of a directory, whose leases nobody ends. */
    Opened(Path directory, long logBytes) {
      StateConfig config =
          new StateConfig(directory, StateConfig.Fsync.NONE, Duration.ofSeconds(1), logBytes);
      EventLog events = new EventLog(config, KeptRequests::batch);
      stacks = new StackRegistry(HistoryLimits.DEFAULT, 10, StackLimits.NONE, events);
      state = new StateDirectory(config, events, stacks, "id");
      var _ = state.open();
    }

    @Override
    public void close() {
      state.close();
    }
  }

  @Test
  void restart_leases_areAsTheyWere() {
    Lease renewed = Lease.of(TTL.multipliedBy(2), PAST.plusSeconds(1));
    try (Opened server = open()) {
      create(server, "created", Lease.of(TTL, PAST));
      create(server, "renewed", Lease.of(TTL, PAST));
      create(server, "given", null);
      create(server, "none", null);
      server.stacks.renew("renewed", renewed.ttl(), PAST.plusSeconds(1));
      server.stacks.renew("given", TTL, PAST);
    }
    try (Opened server = open()) {
      assertThat(server.stacks.get("created").lease()).isEqualTo(Lease.of(TTL, PAST));
      assertThat(server.stacks.get("renewed").lease()).isEqualTo(renewed);
      assertThat(server.stacks.get("given").lease()).isEqualTo(Lease.of(TTL, PAST));
      assertThat(server.stacks.get("none").lease()).isNull();
    }
  }

  @Test
  void restart_afterManyBases_leasesAreAsTheyWere() {
    Instant last = PAST.plusSeconds(2000);
    try (Opened server = new Opened(directory, 64 << 10)) {
      create(server, "a", Lease.of(TTL, PAST));
      create(server, "b", Lease.of(TTL, PAST));
      for (int i = 1; i <= 2000; i++) {
        server.stacks.renew("a", null, PAST.plusSeconds(i));
      }
    }
    try (Opened server = open()) {
      assertThat(server.stacks.get("a").lease()).isEqualTo(Lease.of(TTL, last));
      assertThat(server.stacks.get("b").lease()).isEqualTo(Lease.of(TTL, PAST));
    }
  }

  @Test
  void restart_endedAndRemoved_staysGoneAndItsNameIsFree() {
    try (Opened server = open()) {
      create(server, "a", Lease.of(TTL, PAST));
      CountDownLatch removed = new CountDownLatch(1);
      server.stacks.removeEnded(PAST.plus(TTL), _ -> removed.countDown());
      assertThat(removed).satisfies(latch -> assertThat(latch.await(10, SECONDS)).isTrue());
      create(server, "a", null);
      server.stacks.removeEnded(PAST.plusSeconds(60), _ -> {});
    }
    try (Opened server = open()) {
      assertThat(server.stacks.get("a").lease()).isNull();
    }
  }

  @Test
  @Timeout(10)
  void start_leaseThatEndedMeanwhile_removesTheStack() throws Exception {
    try (Opened server = open()) {
      create(server, "a", Lease.of(TTL, PAST));
    }
    try (LogRecorder log = new LogRecorder(LeaseEnds.class);
        TestDaemon server = TestDaemon.start("--state-dir", directory.toString())) {
      while (log.lines().isEmpty()) {
        Thread.sleep(20);
      }
      assertThat(log.lines())
          .containsExactly("INFO stack 'a' was deleted: not renewed within PT1.5S");
      assertThat(
              StackServiceGrpc.newBlockingStub(server.shared())
                  .listStacks(ListStacksRequest.getDefaultInstance())
                  .getStacksList())
          .extracting(Stack::getName)
          .containsExactly("default");
    }
    try (Opened server = open()) {
      assertThat(server.stacks.find("a")).isNull();
    }
  }

  private Opened open() {
    return new Opened(directory, 64 << 20);
  }

  private void create(Opened server, String name, @Nullable Lease lease) {
    var _ = server.stacks.create(name, Map.of(), seed, lease, PAST);
  }
}
