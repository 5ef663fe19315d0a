package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.stack.ProcnetException;
import org.junit.jupiter.api.Test;

class CallSharesTest {

  private final CallShares shares = new CallShares(100, 1000);

  private static void enter(CallShares shares, String caller, int times) {
    for (int i = 0; i < times; i++) {
      shares.enter(caller);
    }
  }

  private static void assertRefused(CallShares shares, String caller, String quota, int limit) {
    int before = shares.calls();
    assertThatThrownBy(() -> shares.enter(caller))
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e ->
                assertThat(e.metadata())
                    .containsEntry("quota", quota)
                    .containsEntry("limit", String.valueOf(limit)));
    assertThat(shares.calls()).isEqualTo(before);
  }

  @Test
  void caller_alone_hasAll() {
    enter(shares, "a", 100);

    assertRefused(shares, "a", "calls", 100);
  }

  @Test
  void caller_withMoreThanOneMayHave_isRefused() {
    CallShares few = new CallShares(100, 10);
    enter(few, "a", 10);

    assertRefused(few, "a", "caller_calls", 10);
    enter(few, "b", 10);
  }

  @Test
  void others_whereOneHasAll_haveTheirShare() {
    enter(shares, "a", 100);
    enter(shares, "b", 50);

    assertRefused(shares, "b", "calls", 50);
    assertRefused(shares, "a", "calls", 50);
    enter(shares, "c", 33);
    assertRefused(shares, "c", "calls", 33);
  }

  @Test
  void caller_withMoreThanItsShare_isLetInAgainOnceThereIsRoom() {
    enter(shares, "a", 74);
    enter(shares, "b", 1);
    assertRefused(shares, "a", "calls", 50);

    shares.leave("a");
    shares.enter("a");
    assertRefused(shares, "a", "calls", 50);
    shares.leave("b");
    shares.enter("a");
    assertThat(shares.calls()).isEqualTo(75);
  }

  @Test
  void callers_moreThanCalls_haveOneEach() {
    CallShares two = new CallShares(2, 2);
    enter(two, "a", 2);
    for (String caller : new String[] {"b", "c", "d"}) {
      two.enter(caller);
      assertRefused(two, caller, "calls", 1);
    }
  }

  @Test
  void callers_thatHaveLeft_areForgotten() {
    enter(shares, "a", 2);
    shares.leave("a");
    shares.leave("a");

    assertThat(shares.callers()).isZero();
    assertThat(shares.calls()).isZero();
  }
}
