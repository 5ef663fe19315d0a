package dev.procnet.server.robust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.robust.History.Change;
import dev.procnet.server.robust.History.Model;
import dev.procnet.server.robust.History.Read;
import dev.procnet.server.robust.History.Watched;
import dev.procnet.server.robust.History.Write;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a history must be told of, or the runs would prove nothing. */
class HistoryTest {

  private static final Change PUT = new Change(Map.of("10.0.0.1", "a"), List.of(), 1, 0);
  private static final Model AFTER = new Model(Map.of("10.0.0.1", "a"), 1, 0, 1);

  private final History history = new History(1);

  @Test
  void check_whatTheModelDoes_findsNothing() {
    history.add(new Write("w", PUT, 1, 2, 10, 20));
    history.add(new Write("refused", PUT, 1, 0, 15, 30));
    history.add(new Read(AFTER, 2, 12, 18));
    history.add(new Read(Model.EMPTY, 1, 12, 18));
    history.add(new Watched(1, 2, AFTER.neighbors()));

    assertThat(history.check(2)).isEmpty();
  }

  @Test
  void check_batchThatIsNotThere_isLost() {
    history.add(new Write("w", PUT, 0, 2, 10, 20));

    assertThat(history.check(1)).singleElement().asString().startsWith("lost: ");
  }

  @Test
  void check_revisionOfNobody_isAppliedTwice() {
    history.add(new Write("w", PUT, 0, 2, 10, 20));

    assertThat(history.check(3)).singleElement().asString().contains("applied twice");
  }

  @Test
  void check_oneRevisionForTwo_isFound() {
    history.add(new Write("w", PUT, 0, 2, 10, 20));
    history.add(new Write("x", PUT, 0, 2, 10, 20));

    assertThat(history.check(2)).anyMatch(each -> each.startsWith("one revision for two"));
  }

  @Test
  void check_readOfAnotherState_isFound() {
    history.add(new Write("w", PUT, 0, 2, 10, 20));
    history.add(new Read(new Model(Map.of(), 1, 0, 1), 2, 30, 40));
    history.add(new Watched(1, 2, Map.of()));

    assertThat(history.check(2)).hasSize(2);
  }

  @Test
  void check_readOfThePastAfterAnAnswer_isFound() {
    history.add(new Write("w", PUT, 0, 2, 10, 20));
    history.add(new Read(Model.EMPTY, 1, 30, 40));

    assertThat(history.check(2)).singleElement().asString().startsWith("begun after revision 2");
  }

  @Test
  void check_readBeforeTheWrite_isFound() {
    history.add(new Write("w", PUT, 0, 2, 50, 60));
    history.add(new Read(AFTER, 2, 30, 40));

    assertThat(history.check(2)).anyMatch(each -> each.startsWith("read before"));
  }

  @Test
  void check_expectedRevisionNotKept_isFound() {
    history.add(new Write("w", PUT, 0, 2, 10, 20));
    history.add(new Write("x", PUT, 1, 3, 10, 20));
    history.add(new Write("refused for nothing", PUT, 3, 0, 30, 40));

    assertThat(history.check(3)).hasSize(2).allMatch(each -> each.startsWith("expected another"));
  }
}
