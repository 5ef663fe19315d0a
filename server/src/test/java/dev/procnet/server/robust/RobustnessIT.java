package dev.procnet.server.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
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
}
