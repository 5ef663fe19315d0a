package dev.procnet.server.robust;

import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.WatchStackRequest;
import io.grpc.Channel;
import io.grpc.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** A mixed load on one server: {@code Soak MINUTES IDLE STALLED}. */
final class Soak implements AutoCloseable {

  /** Each stalled reader holds a chunk of 256 KiB, each connection some ten kilobytes. */
  private static final int HEAP_MEGABYTES = 1024;

  private static final String STREAM = "/procnet.v1.IntrospectionService/StreamNetFile";
  private static final int SOCKETS = 2000;

  private final ServerProcess server;
  private final List<RawHttp2> connections = new ArrayList<>();
  private final ConcurrentLinkedQueue<Long> reads = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> writes = new ConcurrentLinkedQueue<>();
  private final LongAdder failures = new LongAdder();
  private volatile boolean stopped;

  /**
   * What the server was like at a time.
   *
   * @param heap bytes in use, with what is garbage
   * @param direct bytes of direct buffers
   */
  record Sample(
      long second,
      long heap,
      long direct,
      int threads,
      int descriptors,
      int reads,
      long readP99Micros,
      int writes,
      long writeP99Micros,
      long failures) {}

  private Soak(Path directory, int idle, int stalled) throws IOException, InterruptedException {
    server =
        ServerProcess.start(
            directory,
            HEAP_MEGABYTES,
            List.of(),
            "--state-dir",
            directory.resolve("state").toString(),
            "--fsync",
            "interval",
            "--max-peer-connections",
            "20000",
            // The idle ones answer no pings.
            "--keepalive-time",
            "24h");
    if (!server.awaitServing()) {
      throw new IOException(server.output());
    }
    fill(server.channel());
    for (int i = 0; i < idle; i++) {
      connections.add(connect().begin());
    }
    for (int i = 0; i < stalled; i++) {
      connections.add(stall(connect()));
    }
  }

  public static void main(String... args) throws Exception {
    Duration time = Duration.ofMillis((long) (Double.parseDouble(args[0]) * 60_000));
    List<Sample> samples =
        run(
            Files.createTempDirectory("procnet-soak"),
            time,
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]));
    System.out.println(verdict(samples));
    System.exit(0);
  }

  /** Runs it and prints ten samples. */
  static List<Sample> run(Path directory, Duration time, int idle, int stalled) throws Exception {
    List<Sample> samples = new ArrayList<>();
    try (Soak soak = new Soak(directory, idle, stalled)) {
      soak.load();
      long start = System.nanoTime();
      for (int i = 1; i <= 10; i++) {
        Thread.sleep(time.dividedBy(10));
        Sample sample = soak.sample(Duration.ofNanos(System.nanoTime() - start).toSeconds());
        System.out.println(sample);
        samples.add(sample);
      }
    }
    return samples;
  }

  /** The last third against the second: what grew. */
  static String verdict(List<Sample> samples) {
    Sample early = samples.get(samples.size() / 3);
    Sample late = samples.getLast();
    return String.format(
        "from second %d to %d: direct %+d %%, threads %+d, descriptors %+d, p99 of reads %d to %d"
            + " us, of writes %d to %d us, failures %d",
        early.second(),
        late.second(),
        early.direct() == 0 ? 0 : (late.direct() - early.direct()) * 100 / early.direct(),
        late.threads() - early.threads(),
        late.descriptors() - early.descriptors(),
        early.readP99Micros(),
        late.readP99Micros(),
        early.writeP99Micros(),
        late.writeP99Micros(),
        late.failures());
  }

  private RawHttp2 connect() throws IOException {
    String address = server.address("grpc");
    int colon = address.lastIndexOf(':');
    return new RawHttp2(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** One that asks for a file and takes none of it. */
  private static RawHttp2 stall(RawHttp2 connection) throws IOException {
    connection.begin(4, 0);
    connection.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.headers(STREAM));
    ByteBuffer message = ByteBuffer.allocate(10).put((byte) 0).putInt(5);
    message.put((byte) 0x12).put((byte) 3).put("tcp".getBytes(StandardCharsets.US_ASCII));
    connection.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, message.array());
    return connection;
  }

  private static void fill(Channel channel) {
    for (int i = 0; i < SOCKETS; i += 500) {
      ApplyMutationsRequest.Builder batch = ApplyMutationsRequest.newBuilder();
      for (int j = i; j < i + 500; j++) {
        batch.addMutations(open(1024 + j));
      }
      var _ = StackServiceGrpc.newBlockingStub(channel).applyMutations(batch.build());
    }
  }

  private static Mutation open(int port) {
    return Mutation.newBuilder()
        .setOpenSocket(
            Socket.newBuilder()
                .setTcp(
                    TcpSocket.newBuilder()
                        .setLocal(Endpoint.newBuilder().setAddress("127.0.0.1").setPort(port))
                        .setState(TcpState.TCP_STATE_LISTEN)))
        .build();
  }

  private void load() throws IOException {
    Channel channel = server.channel();
    begin(() -> write(channel), writes);
    begin(() -> write(channel), writes);
    begin(() -> read(channel), reads);
    begin(() -> stream(channel), reads);
    begin(() -> watch(channel), new ConcurrentLinkedQueue<>());
  }

  private void begin(Runnable work, ConcurrentLinkedQueue<Long> times) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (!stopped) {
                long start = System.nanoTime();
                try {
                  work.run();
                  times.add(System.nanoTime() - start);
                  Thread.sleep(2);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } catch (RuntimeException e) {
                  failures.increment();
                }
              }
            });
  }

  /** Opens a socket, counts it and closes it: the state stays as large as it was. */
  private static void write(Channel channel) {
    var control = StackServiceGrpc.newBlockingStub(channel);
    long id =
        control
            .applyMutations(ApplyMutationsRequest.newBuilder().addMutations(open(80)).build())
            .getResults(0)
            .getAssignedId();
    var _ =
        control.applyMutations(
            ApplyMutationsRequest.newBuilder()
                .addMutations(
                    Mutation.newBuilder()
                        .setAddCounters(
                            CounterGroup.newBuilder()
                                .setFile("snmp")
                                .setName("Tcp")
                                .addCounters(Counter.newBuilder().setName("InSegs").setValue(1))))
                .addMutations(
                    Mutation.newBuilder().setCloseSocket(SocketKey.newBuilder().setId(id)))
                .build());
  }

  private static void read(Channel channel) {
    var _ =
        IntrospectionServiceGrpc.newBlockingStub(channel)
            .readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build());
  }

  private static void stream(Channel channel) {
    IntrospectionServiceGrpc.newBlockingStub(channel)
        .streamNetFile(StreamNetFileRequest.newBuilder().setName("tcp").build())
        .forEachRemaining(part -> {});
  }

  /** Watches some changes and goes. */
  private static void watch(Channel channel) {
    try (Context.CancellableContext context = Context.current().withCancellation()) {
      context.run(
          () -> {
            var answers =
                IntrospectionServiceGrpc.newBlockingStub(channel)
                    .watchStack(WatchStackRequest.getDefaultInstance());
            for (int i = 0; i < 20; i++) {
              var _ = answers.next();
            }
          });
    }
  }

  private Sample sample(long second) throws IOException, InterruptedException {
    String meters = meters();
    Path proc = Path.of("/proc", String.valueOf(server.pid()));
    int descriptors;
    try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
      descriptors = (int) files.count();
    }
    int threads;
    try (Stream<Path> tasks = Files.list(proc.resolve("task"))) {
      threads = (int) tasks.count();
    }
    List<Long> read = drain(reads);
    List<Long> written = drain(writes);
    return new Sample(
        second,
        meter(meters, "jvm_memory_used_bytes{area=\"heap\""),
        meter(meters, "jvm_buffer_memory_used_bytes{id=\"direct\""),
        threads,
        descriptors,
        read.size(),
        p99Micros(read),
        written.size(),
        p99Micros(written),
        failures.sum());
  }

  private String meters() throws IOException, InterruptedException {
    URI page = URI.create("http://" + server.address("web") + "/metrics/server");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    }
  }

  private static long meter(String meters, String prefix) {
    return meters
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static List<Long> drain(ConcurrentLinkedQueue<Long> times) {
    List<Long> all = new ArrayList<>();
    for (Long time = times.poll(); time != null; time = times.poll()) {
      all.add(time);
    }
    return all;
  }

  private static long p99Micros(List<Long> times) {
    if (times.isEmpty()) {
      return 0;
    }
    long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) (sorted.length * 0.99)] / 1000;
  }

  @Override
  public void close() {
    stopped = true;
    connections.forEach(RawHttp2::close);
    server.close();
  }
}
