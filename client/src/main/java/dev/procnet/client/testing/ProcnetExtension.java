package dev.procnet.client.testing;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.scenario.BuiltInSeeds;
import io.grpc.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives tests of JUnit 5 (5.13 and later) and 6 a server and a stack of their own. In a static
 * field it is one server a class, in an instance field one a test. Tests take parameters of the
 * types {@link TestStack}, {@link TestServer}, {@link ProcnetClient} and {@link Channel}, whose
 * calls speak of the test's stack.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ProcnetExtension procnet = ProcnetExtension.inProcess().seed("host");
 *
 * @Test
 * void listener_isShown(TestStack stack) {
 *   stack.tcp().listen("0.0.0.0", 8080);
 *
 *   assertThat(stack).file("tcp").hasSocket(listening(8080));
 * }
 * }</pre>
 *
 * Each test has a fork of the seed, so that those which run at one time do not see each other. With
 * {@link #oneStack()} they share one, which is reset to the seed before each, unless {@link
 * #keepState()} says otherwise. A test that fails is told the last calls that spoke of its stack,
 * and what changed in its net files.
 */
public final class ProcnetExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler {

  private static final Namespace NAMESPACE = Namespace.create(ProcnetExtension.class);

  private static final Map<Class<?>, Function<TestStack, Object>> PARAMETERS =
      Map.of(
          TestStack.class, stack -> stack,
          TestServer.class, TestStack::server,
          ProcnetClient.class, TestStack::client,
          Channel.class, TestStack::channel);

  private final Supplier<TestServer> start;
  private final String seed;
  private final boolean oneStack;
  private final boolean reset;
  private final FailureReport report =
      new FailureReport(List.of(JournalTail::of, FailureReport::changes));
  private @Nullable TestServer server;
  private @Nullable TestStack shared;
  private @Nullable ExtensionContext owner;

  private ProcnetExtension(
      Supplier<TestServer> start, String seed, boolean oneStack, boolean reset) {
    this.start = start;
    this.seed = seed;
    this.oneStack = oneStack;
    this.reset = reset;
  }

  /** Servers inside this process: see {@link TestServer#inProcess}. */
  public static ProcnetExtension inProcess(String... flags) {
    return of(() -> TestServer.inProcess(flags));
  }

  /** Servers as processes of their own: see {@link TestServer#asProcess}. */
  public static ProcnetExtension asProcess(String... flags) {
    return of(() -> TestServer.asProcess(flags));
  }

  /** A server that runs already: see {@link TestServer#at}. */
  public static ProcnetExtension at(String address) {
    return of(() -> TestServer.at(address));
  }

  private static ProcnetExtension of(Supplier<TestServer> start) {
    return new ProcnetExtension(start, BuiltInSeeds.EMPTY, false, true);
  }

  /**
   * Another seed than {@code empty}.
   *
   * @param name see {@link TestServer#fork(String)}
   */
  public ProcnetExtension seed(String name) {
    return new ProcnetExtension(start, name, oneStack, reset);
  }

  /** All tests of a server have one stack, and must not run at one time. */
  public ProcnetExtension oneStack() {
    return new ProcnetExtension(start, seed, true, reset);
  }

  /** The one stack is not reset before each test: they build on each other. */
  public ProcnetExtension keepState() {
    return new ProcnetExtension(start, seed, true, false);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    startFor(context);
  }

  /** Of an instance field there was no call before all. */
  @Override
  public void beforeEach(ExtensionContext context) {
    TestServer running = startFor(context);
    store(context).put(this, oneStack ? sharedOn(running) : running.fork(seed, name(context)));
  }

  private synchronized TestServer startFor(ExtensionContext context) {
    TestServer running = server;
    if (running == null) {
      running = start.get();
      server = running;
      owner = context;
    }
    return running;
  }

  private synchronized TestStack sharedOn(TestServer running) {
    TestStack stack = shared;
    if (stack == null) {
      stack = running.fork(seed, "shared");
      shared = stack;
    } else if (reset) {
      stack.reset();
      stack = running.stack(stack.name());
    }
    return stack;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestStack stack = store(context).remove(this, TestStack.class);
    if (stack != null && !oneStack) {
      stack.close();
    }
    stopFor(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stopFor(context);
  }

  private synchronized void stopFor(ExtensionContext context) {
    TestServer running = server;
    if (running == null || !context.equals(owner)) {
      return;
    }
    TestStack stack = shared;
    if (stack != null) {
      stack.close();
    }
    Set<String> left = running.leftBehind();
    server = null;
    shared = null;
    owner = null;
    if (!left.isEmpty()) {
      Leaks.of(context.getRoot().getStore(NAMESPACE))
          .add("stacks of " + context.getDisplayName() + " were never closed: " + left);
    }
    running.close();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    TestStack stack = store(context).get(this, TestStack.class);
    if (stack != null) {
      failure.addSuppressed(new StackReport(report.of(stack)));
    }
    throw failure;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestStack stack = store(context).get(this, TestStack.class);
    Function<TestStack, Object> value = PARAMETERS.get(parameter.getParameter().getType());
    if (stack == null || value == null) {
      throw new IllegalStateException(
          parameter.getParameter() + ": only tests, and what runs before and after each, have one");
    }
    return value.apply(stack);
  }

  private static String name(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName().toLowerCase(Locale.ROOT);
    String words = method.replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
    return words.isEmpty() ? "test" : words;
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
