package dev.procnet.client.testing;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.Timeouts;
import dev.procnet.client.scenario.BuiltInSeeds;
import dev.procnet.client.scenario.ScenarioRunner;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.CreateStackResponse;
import dev.procnet.v1.DeleteStackRequest;
import dev.procnet.v1.ForkSource;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.ListStacksResponse;
import dev.procnet.v1.Profile;
import dev.procnet.v1.Stack;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A server for tests, and stacks on it. Safe for use by several threads. A server that is never
 * closed is named as the JVM ends.
 *
 * <pre>{@code
 * try (TestServer server = TestServer.inProcess();
 *     TestStack stack = server.fork("host")) {
 *   stack.tcp().listen("0.0.0.0", 8080);
 * }
 * }</pre>
 */
public final class TestServer implements AutoCloseable {

  /** Where the server is not this one's to stop, stacks of a killed test do not stay for ever. */
  private static final Duration TTL = Duration.ofMinutes(30);

  /** On a free port, with a journal of calls, and faults allowed. */
  private static final String TEST_MODE = "--test-mode";

  private final RunningServer server;
  private final ManagedChannel channel;
  private final ProcnetClient client;
  private final Map<String, String> templates = new ConcurrentHashMap<>();
  private final Set<String> own = ConcurrentHashMap.newKeySet();
  private final LeakNotice notice;

  private TestServer(RunningServer server) {
    this.server = server;
    this.channel =
        Grpc.newChannelBuilder(server.address(), InsecureChannelCredentials.create())
            .maxInboundMessageSize(64 << 20)
            .build();
    this.client = ProcnetClient.over(channel, "default", Timeouts.DEFAULT);
    this.notice = LeakNotice.of("server at " + server.address(), server);
  }

  /**
   * Starts one inside this process, on a free port of the loopback, with a journal of calls and
   * faults allowed. Needs procnet-server on the class path.
   *
   * @param flags of procnetd, which come after {@code --test-mode}
   */
  public static TestServer inProcess(String... flags) {
    return new TestServer(ToolServer.start(withTestMode(flags)));
  }

  /**
   * Starts one as a process of its own, as {@link #inProcess}. It ends with this process, however
   * that ends.
   *
   * @param flags of procnetd, which is found by the property {@code procnet.testing.procnetd}, the
   *     variable {@code PROCNETD} or the PATH
   */
  public static TestServer asProcess(String... flags) {
    return new TestServer(ProcessServer.start(withTestMode(flags)));
  }

  /**
   * One that runs already, and goes on when this is closed.
   *
   * @param address {@code host:port}
   */
  public static TestServer at(String address) {
    return new TestServer(new ForeignServer(address));
  }

  private record ForeignServer(String address) implements RunningServer {
    @Override
    public void close() {
      // Its owner stops it.
    }
  }

  private static List<String> withTestMode(String... flags) {
    List<String> all = new ArrayList<>(List.of(TEST_MODE));
    all.addAll(List.of(flags));
    return all;
  }

  /** Where it serves gRPC: {@code host:port}. */
  public String address() {
    return server.address();
  }

  /** The connection that its stacks share. */
  public ManagedChannel channel() {
    return channel;
  }

  /** A client of its default stack. */
  public ProcnetClient client() {
    return client;
  }

  /**
   * Makes a stack of a seed, which the first such call puts together and later ones fork, sharing
   * its memory: microseconds, whatever it holds. The caller closes it.
   *
   * @param seed `empty`, `host`, `busy-web-server`, `router`, or the path of a captured tree
   */
  public TestStack fork(String seed) {
    return fork(seed, "test");
  }

  /**
   * As {@link #fork(String)}.
   *
   * @param name what the stack's name begins with: lower-case letters, digits and '-'
   */
  public TestStack fork(String seed, String name) {
    return forkOf(templates.computeIfAbsent(seed, this::template), name);
  }

  /**
   * Makes a stack that begins as another is now. The caller closes it.
   *
   * @param source its name
   * @param name what the stack's name begins with
   */
  public TestStack forkOf(String source, String name) {
    String unique = unique(name);
    CreateStackResponse created =
        client
            .stacks()
            .createStack(
                CreateStackRequest.newBuilder()
                    .setStack(Stack.newBuilder().setName(unique))
                    .setForkFrom(ForkSource.newBuilder().setStack(source))
                    .setTtl(com.google.protobuf.Duration.newBuilder().setSeconds(TTL.toSeconds()))
                    .build());
    return handle(unique, created.getHeader().getRevision());
  }

  /** A stack that is there. Closing it removes it, unless it is the default one. */
  public TestStack stack(String name) {
    GetStackRequest request = GetStackRequest.newBuilder().setStack(name).build();
    return handle(name, client.stacks().getStack(request).getHeader().getRevision());
  }

  private TestStack handle(String name, long revision) {
    own.add(name);
    return new TestStack(this, name, revision);
  }

  private String template(String seed) {
    String name = unique("seed");
    own.add(name);
    try {
      new ScenarioRunner(clientOf(name))
          .make(
              seed.isEmpty() ? BuiltInSeeds.EMPTY : seed, Profile.PROFILE_UNSPECIFIED, Path.of(""));
    } catch (IOException e) {
      throw new UncheckedIOException("seed '" + seed + "' can't be read", e);
    }
    return name;
  }

  ProcnetClient clientOf(String stack) {
    return clientOf(stack, Timeouts.DEFAULT);
  }

  ProcnetClient clientOf(String stack, Timeouts timeouts) {
    return ProcnetClient.over(channel, stack, timeouts);
  }

  /** Removes a stack. */
  void remove(String name) {
    own.remove(name);
    if (!name.equals("default")) {
      var unused =
          client.stacks().deleteStack(DeleteStackRequest.newBuilder().setStack(name).build());
    }
  }

  private static String unique(String name) {
    String suffix = UUID.randomUUID().toString().substring(0, 8);
    String prefix = name.length() > 50 ? name.substring(0, 50) : name;
    return prefix + "-" + suffix;
  }

  /** Stacks that nobody has closed, those that the code under test made included. */
  public Set<String> leftBehind() {
    Set<String> names = new TreeSet<>();
    ListStacksRequest request = ListStacksRequest.newBuilder().setPageSize(1000).build();
    String token;
    do {
      ListStacksResponse page = client.stacks().listStacks(request);
      page.getStacksList().forEach(stack -> names.add(stack.getName()));
      token = page.getNextPageToken();
      request = request.toBuilder().setPageToken(token).build();
    } while (!token.isEmpty());
    names.remove("default");
    names.removeAll(templates.values());
    return names;
  }

  /** Stops it, if it was started here. */
  @Override
  public void close() {
    notice.cancel();
    if (server instanceof ForeignServer) {
      Set.copyOf(own).forEach(this::remove);
    }
    channel.shutdownNow();
    try {
      channel.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
  }
}
