package dev.procnet.client.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.Timeouts;
import dev.procnet.client.cli.input.InputException;
import dev.procnet.client.scenario.LoadedScenario;
import dev.procnet.client.scenario.ScenarioReader;
import dev.procnet.client.scenario.ScenarioRunner;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.ClockAdvance;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.MutationResult;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.SaveCheckpointRequest;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A stack of a test: what happens in it, and what can be seen of it. */
public final class TestStack implements AutoCloseable {

  private static final Metadata.Key<String> STACK_HEADER =
      Metadata.Key.of("x-procnet-stack", Metadata.ASCII_STRING_MARSHALLER);

  private final TestServer server;
  private final String name;
  private final ProcnetClient client;
  private final long first;

  TestStack(TestServer server, String name, long first) {
    this.server = server;
    this.name = name;
    this.client = server.clientOf(name);
    this.first = first;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The server that it is on. */
  public TestServer server() {
    return server;
  }

  /** A client of it. */
  public ProcnetClient client() {
    return client;
  }

  /** The server's channel, whose calls speak of this stack where they name none. */
  public Channel channel() {
    Metadata headers = new Metadata();
    headers.put(STACK_HEADER, name);
    return ClientInterceptors.intercept(
        server.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Its newest revision. */
  public long revision() {
    return client
        .stacks()
        .getStack(GetStackRequest.newBuilder().setStack(name).build())
        .getHeader()
        .getRevision();
  }

  /** The revision that the test found it at. */
  public long firstRevision() {
    return first;
  }

  /** What happens with TCP. */
  public TcpSteps tcp() {
    return new TcpSteps(this);
  }

  /** What happens with UDP. */
  public UdpSteps udp() {
    return new UdpSteps(this);
  }

  /** What happens with unix sockets. */
  public UnixSteps unix() {
    return new UnixSteps(this);
  }

  /** What happens with links, addresses, routes and neighbours. */
  public NetworkSteps network() {
    return new NetworkSteps(this);
  }

  /** Applies mutations as one revision. */
  public ApplyMutationsResponse apply(Mutation... mutations) {
    return client
        .stacks()
        .applyMutations(
            ApplyMutationsRequest.newBuilder().addAllMutations(List.of(mutations)).build());
  }

  MutationResult applyOne(Mutation.Builder mutation) {
    return apply(mutation.build()).getResults(0);
  }

  /** Carries out the steps of a scenario file. Its seed is not looked at: the stack is there. */
  public TestStack run(Path file) {
    try {
      LoadedScenario loaded = new ScenarioReader().read(file);
      new ScenarioRunner(client)
          .run(
              new LoadedScenario(
                  loaded.name(),
                  loaded.scenario().toBuilder().clearSeed().build(),
                  loaded.directory()));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InputException e) {
      throw new IllegalArgumentException(e.getMessage() + ": " + e.problems(), e);
    }
  }

  /**
   * Lets time pass by the stack's own clock: timers run down and fire. Nobody waits.
   *
   * @param time in steps of 10 ms
   */
  public TestStack advance(Duration time) {
    var unused =
        applyOne(
            Mutation.newBuilder()
                .setAdvanceClock(
                    ClockAdvance.newBuilder().setBy(Durations.fromNanos(time.toNanos()))));
    return this;
  }

  /**
   * Adds to a counter.
   *
   * @param counter {@code Tcp.InSegs}, {@code TcpExt.ListenDrops}
   */
  public TestStack count(String counter, long delta) {
    int dot = counter.indexOf('.');
    if (dot < 1) {
      throw new IllegalArgumentException(
          "counter '" + counter + "': a group and a name expected, as Tcp.InSegs");
    }
    CounterGroup group = group(counter.substring(0, dot));
    Counter added =
        Counter.newBuilder().setName(counter.substring(dot + 1)).setValue(delta).build();
    var unused =
        applyOne(
            Mutation.newBuilder()
                .setAddCounters(
                    CounterGroup.newBuilder()
                        .setFile(group.getFile())
                        .setName(group.getName())
                        .addCounters(added)));
    return this;
  }

  private CounterGroup group(String name) {
    return client
        .introspection()
        .getCounters(GetCountersRequest.newBuilder().addGroups(name).build())
        .getGroups(0);
  }

  /** Keeps its state under a name, in place of one that has it. */
  public TestStack save(String checkpoint) {
    var unused =
        client
            .stacks()
            .saveCheckpoint(
                SaveCheckpointRequest.newBuilder().setName(checkpoint).setReplace(true).build());
    return this;
  }

  /** Goes back to the state of that name, as one revision. */
  public TestStack restore(String checkpoint) {
    var unused =
        client
            .stacks()
            .restoreCheckpoint(RestoreCheckpointRequest.newBuilder().setName(checkpoint).build());
    return this;
  }

  /** Goes back to the state that it was made in, as one revision. */
  public TestStack reset() {
    var unused = client.stacks().resetStack(ResetStackRequest.getDefaultInstance());
    return this;
  }

  /** Another stack that begins as this one is now. The caller closes it. */
  public TestStack fork() {
    return server.forkOf(name, "fork");
  }

  /** The text of a net file. */
  public String file(String file) {
    return bytes(file).toString(UTF_8);
  }

  /** The bytes of a net file. */
  public ByteString bytes(String file) {
    return client.introspection().read(file);
  }

  /** Its counters now, to be compared with later ones. */
  public CounterMark mark() {
    return new CounterMark(now().counters());
  }

  /** What can be seen of it now, all at one revision. */
  StackView now() {
    return at(revision());
  }

  /** What could be seen of it at a revision. */
  StackView at(long revision) {
    return new StackView(this, revision);
  }

  /**
   * Waits for a revision.
   *
   * @return the newest revision by then
   * @throws dev.procnet.client.ProcnetClientException DEADLINE_EXCEEDED: it did not come
   */
  long await(long revision, Duration within) {
    return server
        .clientOf(name, Timeouts.DEFAULT.withAnswerWithin(within))
        .introspection()
        .listSockets(
            ListSocketsRequest.newBuilder()
                .setRead(ReadOptions.newBuilder().setMinRevision(revision))
                .setCountOnly(true)
                .build())
        .getHeader()
        .getRevision();
  }

  /** Removes it. */
  @Override
  public void close() {
    server.remove(name);
  }

  @Override
  public String toString() {
    return "stack " + name;
  }
}
