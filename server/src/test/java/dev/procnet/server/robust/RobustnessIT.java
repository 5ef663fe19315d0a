package dev.procnet.server.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A little of what {@code deploy/robust.sh} does at length. */
class RobustnessIT {

  @TempDir Path directory;

  @Test
  void kill_atAnyTime_losesNothingThatWasAnswered() throws Exception {
    KillRuns runs = new KillRuns(directory);

    runs.run(2, false, 2);
    if (KillRuns.HAS_STRACE) {
      runs.run(1, true, 1);
    }

    System.out.println(runs);
    assertThat(runs.wrong()).isEmpty();
    assertThat(runs.lost()).isZero();
    assertThat(runs.answered()).isPositive();
  }

  @Test
  void damage_ofTheDirectory_isRefusedOrHarmless() throws Exception {
    DamageRuns runs = new DamageRuns(directory, 3);

    for (int i = 0; i < 10; i++) {
      runs.run(i % 5 == 4);
    }

    System.out.println(runs);
    assertThat(runs.wrong()).isEmpty();
    assertThat(runs.refused()).isPositive();
    assertThat(runs.cutTails()).isPositive();
  }

  @Test
  void disk_full_isReadOnlyUntilItHasSpace() throws Exception {
    assumeThat(System.getProperty("user.name")).as("who can mount").isEqualTo("root");

    DiskRuns.Outcome outcome = new DiskRuns(directory).fullDisk();

    System.out.println(outcome);
    assertThat(outcome.wrong()).isEmpty();
    assertThat(outcome.lost()).isZero();
    assertThat(outcome.refusals()).isGreaterThanOrEqualTo(20);
    assertThat(outcome.reads()).isPositive();
  }

  @Test
  void histories_overWholeAndCutConnections_fitTheModel() throws Exception {
    HistoryRuns.Outcome whole =
        HistoryRuns.run(directory.resolve("whole"), Duration.ofSeconds(2), 4, false);
    HistoryRuns.Outcome cut =
        HistoryRuns.run(directory.resolve("cut"), Duration.ofSeconds(3), 7, true);

    System.out.println(whole + "\n" + cut);
    assertThat(List.of(whole, cut))
        .allSatisfy(
            each -> {
              assertThat(each.wrong()).isEmpty();
              assertThat(each.applied()).isPositive();
              assertThat(each.retries()).isPositive();
              assertThat(each.reads()).isPositive();
              assertThat(each.watched()).isPositive();
            });
    assertThat(cut.cuts()).isPositive();
  }

  @Test
  void pause_ofTheProcess_losesNothing() throws Exception {
    HistoryRuns.Outcome outcome = PauseRuns.run(directory, 1, Duration.ofSeconds(2), 5);

    System.out.println(outcome);
    assertThat(outcome.wrong()).isEmpty();
    assertThat(outcome.applied()).isPositive();
    assertThat(outcome.retries()).isPositive();
  }
}
