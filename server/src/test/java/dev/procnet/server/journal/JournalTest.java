package dev.procnet.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.v1.CallRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

  private final List<Long> told = new ArrayList<>();

  @Test
  void add_moreThanFits_dropsTheOldestAndCountsThem() {
    Journal journal = new Journal(64 * 1024);

    for (int i = 0; i < 1000; i++) {
      journal.add(call("m"));
    }

    List<CallRecord> kept = journal.list(_ -> true);
    assertThat(kept).hasSizeBetween(50, 200);
    assertThat(kept.getFirst().getSequence()).isEqualTo(1001 - kept.size());
    assertThat(kept.getLast().getSequence()).isEqualTo(1000);
    assertThat(journal.counts())
        .isEqualTo(new Journal.Counts(kept.size(), 1000 - kept.size(), 1000));
  }

  @Test
  void add_oneLargerThanAll_isKeptAlone() {
    Journal journal = new Journal(1024);
    journal.add(call("m"));

    journal.add(call("m".repeat(10_000)));

    assertThat(journal.counts()).isEqualTo(new Journal.Counts(1, 1, 2));
  }

  @Test
  void removeIf_cleared_leavesRoomAndCountsNoDrops() {
    Journal journal = new Journal(2000);
    journal.add(call("a"));
    journal.add(call("b"));

    assertThat(journal.removeIf(call -> call.getMethod().equals("a"))).isEqualTo(1);
    journal.add(call("c"));
    journal.add(call("d"));

    assertThat(journal.list(_ -> true))
        .extracting(CallRecord::getMethod)
        .containsExactly("b", "c", "d");
    assertThat(journal.counts().dropped()).isZero();
  }

  @Test
  void await_enoughAreThere_isToldAtOnce() {
    Journal journal = new Journal(10_000);
    journal.add(call("a"));
    journal.add(call("b"));
    journal.add(call("a"));

    Journal.Wait wait = journal.await(call -> call.getMethod().equals("a"), 2, told::add);

    assertThat(told).containsExactly(2L);
    assertThat(wait.end()).isEqualTo(-1);
  }

  @Test
  void await_someAreMissing_isToldOnceByTheLast() {
    Journal journal = new Journal(10_000);
    journal.add(call("a"));
    Journal.Wait wait = journal.await(call -> call.getMethod().equals("a"), 3, told::add);

    journal.add(call("a"));
    journal.add(call("b"));
    assertThat(told).isEmpty();
    journal.add(call("a"));
    journal.add(call("a"));

    assertThat(told).containsExactly(3L);
    assertThat(wait.end()).isEqualTo(-1);
  }

  @Test
  void await_droppedMeanwhile_countAllTheSame() {
    Journal journal = new Journal(1024);
    var _ = journal.await(call -> call.getMethod().equals("a"), 3, told::add);

    for (int i = 0; i < 3; i++) {
      journal.add(call("a"));
      journal.add(call("b"));
    }

    assertThat(told).containsExactly(3L);
  }

  @Test
  void end_beforeAllAreThere_saysHowManyAndTellsNoMore() {
    Journal journal = new Journal(10_000);
    Journal.Wait wait = journal.await(_ -> true, 2, told::add);
    journal.add(call("a"));

    assertThat(wait.end()).isEqualTo(1);
    journal.add(call("a"));

    assertThat(told).isEmpty();
  }

  private static CallRecord.Builder call(String method) {
    return CallRecord.newBuilder().setMethod(method);
  }
}
