package dev.procnet.client.testing;

import static dev.procnet.client.testing.ProcnetAssertions.assertThat;
import static dev.procnet.client.testing.SocketCondition.inState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.procnet.v1.TcpState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The extension as JUnit runs it: test classes inside of this one are run by its tests only. */
class ProcnetExtensionTest {

  private static final String PARALLEL = "junit.jupiter.execution.parallel.";

  /** Set while one of the tests below runs the classes inside of this one. */
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private static final List<String> NOTES = new CopyOnWriteArrayList<>();

  private static boolean inner;

  @BeforeEach
  void clear() {
    SEEN.clear();
    NOTES.clear();
  }

  private static EngineExecutionResults run(Class<?> tests) {
    inner = true;
    try {
      return EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(tests))
          .configurationParameter(PARALLEL + "enabled", "true")
          .configurationParameter(PARALLEL + "config.strategy", "fixed")
          .configurationParameter(PARALLEL + "config.fixed.parallelism", "8")
          .execute();
    } finally {
      inner = false;
    }
  }

  static boolean isInner() {
    return inner;
  }

  @EnabledIf("dev.procnet.client.testing.ProcnetExtensionTest#isInner")
  @Execution(ExecutionMode.CONCURRENT)
  static class Parallel {
    @RegisterExtension
    static final ProcnetExtension PROCNET = ProcnetExtension.inProcess().seed("host");

    @RepeatedTest(64)
    void listens_alone(TestStack stack) {
      SEEN.add(stack.name());
      NOTES.add(stack.server().address());
      stack.tcp().listen("0.0.0.0", 80);
      assertThat(stack).file("tcp").hasSockets(1, inState(TcpState.TCP_STATE_LISTEN));
    }
  }

  @Test
  void parallelTestsOfAClass_haveOneServerAndAStackEach() {
    run(Parallel.class).testEvents().assertStatistics(s -> s.started(64).succeeded(64));

    assertThat(SEEN).hasSize(64);
    assertThat(Set.copyOf(NOTES)).hasSize(1);
  }

  @EnabledIf("dev.procnet.client.testing.ProcnetExtensionTest#isInner")
  static class InstanceField {
    @RegisterExtension final ProcnetExtension procnet = ProcnetExtension.inProcess();

    @RepeatedTest(2)
    void server_isTheTestsOwn(TestServer server) {
      SEEN.add(server.address() + server.client().health(""));
      NOTES.add(Integer.toString(System.identityHashCode(server)));
    }
  }

  @Test
  void instanceField_isAServerATest() {
    run(InstanceField.class).testEvents().assertStatistics(s -> s.succeeded(2));

    assertThat(Set.copyOf(NOTES)).hasSize(2);
  }

  @EnabledIf("dev.procnet.client.testing.ProcnetExtensionTest#isInner")
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class OneStack {
    @RegisterExtension
    static final ProcnetExtension PROCNET = ProcnetExtension.inProcess().oneStack();

    @RepeatedTest(2)
    void socket_isGoneInTheNextTest(TestStack stack) {
      SEEN.add(stack.name());
      assertThat(stack).file("tcp").hasNoSocket(inState(TcpState.TCP_STATE_LISTEN));
      stack.tcp().listen("0.0.0.0", 80);
    }
  }

  @EnabledIf("dev.procnet.client.testing.ProcnetExtensionTest#isInner")
  static class KeptState {
    @RegisterExtension
    static final ProcnetExtension PROCNET = ProcnetExtension.inProcess().keepState();

    @RepeatedTest(2)
    void socket_staysForTheNextTest(TestStack stack) {
      SEEN.add(stack.name());
      stack.tcp().listen("0.0.0.0", 0);
      NOTES.add(Integer.toString(stack.file("tcp").split("\n").length - 1));
    }
  }

  @Test
  void oneStack_isResetBeforeEachUnlessKept() {
    run(OneStack.class).testEvents().assertStatistics(s -> s.succeeded(2));
    assertThat(SEEN).hasSize(1);

    run(KeptState.class).testEvents().assertStatistics(s -> s.succeeded(2));
    assertThat(NOTES).containsExactly("1", "2");
  }

  @EnabledIf("dev.procnet.client.testing.ProcnetExtensionTest#isInner")
  static class Failing {
    @RegisterExtension static final ProcnetExtension PROCNET = ProcnetExtension.inProcess();

    @Test
    void fails(TestStack stack) {
      stack.tcp().listen("0.0.0.0", 80);
      throw new AssertionError("on purpose");
    }
  }

  @Test
  void failedTest_isToldWhatChangedInItsFiles() {
    EngineExecutionResults results = run(Failing.class);

    Throwable failure =
        results.testEvents().failed().stream()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .findFirst()
            .orElseThrow()
            .getThrowable()
            .orElseThrow();
    assertThat(failure).hasMessage("on purpose");
    assertThat(failure.getSuppressed()).hasSize(1).hasOnlyElementsOfType(StackReport.class);
    assertThat(failure.getSuppressed()[0])
        .hasMessageContaining("stack fails-")
        .hasMessageContaining("ApplyMutations: OK, revision 3, ")
        .hasMessageContaining("net files from revision 2 (-) to 3 (+)")
        .hasMessageContaining("tcp:\n  +   0: 00000000:0050 00000000:0000 0A")
        .hasMessageContaining("  -TCP: inuse 0");
  }

  @EnabledIf("dev.procnet.client.testing.ProcnetExtensionTest#isInner")
  static class Leaking {
    @RegisterExtension static final ProcnetExtension PROCNET = ProcnetExtension.inProcess();

    @Test
    void leaks(TestServer server) {
      SEEN.add(server.fork("empty", "forgotten").name());
    }
  }

  @Test
  void stacksLeftBehind_areNamedAtTheEndOfTheRun() {
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      run(Leaking.class).testEvents().assertStatistics(s -> s.succeeded(1));
    } finally {
      System.setErr(err);
    }

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("procnet: stacks of ProcnetExtensionTest$Leaking were never closed: " + SEEN);
  }

  @EnabledIf("dev.procnet.client.testing.ProcnetExtensionTest#isInner")
  static class ParameterTooEarly {
    @RegisterExtension static final ProcnetExtension PROCNET = ProcnetExtension.inProcess();

    @BeforeAll
    static void stack(TestStack stack) {
      NOTES.add(stack.name());
    }

    @Test
    void neverRuns() {
      NOTES.add("ran");
    }
  }

  @Test
  void stackBeforeAll_isRefusedInWords() {
    EngineExecutionResults results = run(ParameterTooEarly.class);

    assertThat(NOTES).isEmpty();
    assertThat(results.containerEvents().failed().list().toString())
        .contains("only tests, and what runs before and after each, have one");
  }
}
