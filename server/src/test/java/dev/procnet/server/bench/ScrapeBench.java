package dev.procnet.server.bench;

import com.sun.management.ThreadMXBean;
import dev.procnet.server.Daemon;
import dev.procnet.server.ProcnetServer;
import dev.procnet.server.StartException;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StackServiceGrpc.StackServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A scrape of many stacks: how long it takes, what it allocates, and what a writer feels of it;
 * beside node_exporter, which is scraped of one host.
 */
final class ScrapeBench {

  private static final int WARM_UP = 15;
  private static final int BATCHES = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final byte[] buffer = new byte[1 << 16];
  private final String host;
  private final int port;

  private ScrapeBench(String address) {
    int colon = address.lastIndexOf(':');
    this.host = address.substring(0, colon);
    this.port = Integer.parseInt(address.substring(colon + 1));
  }

  /**
   * One scrape.
   *
   * @param bytes of the answer, headers included
   * @param series lines that are no comments; of no meaning where the answer is compressed
   * @param allocated by the whole process, the scraper included
   */
  private record Scrape(long nanos, long bytes, long series, long allocated) {

    double millis() {
      return nanos / 1e6;
    }

    double nanosOfSeries() {
      return (double) nanos / series;
    }

    double allocatedOfByte() {
      return (double) allocated / bytes;
    }
  }

  /**
   * Arguments: how many stacks, interfaces of each, rounds, and the address of a node_exporter, if
   * there is one.
   */
  static void main(String[] args) throws IOException, InterruptedException, StartException {
    int stacks = Integer.parseInt(args[0]);
    int interfaces = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    try (Daemon daemon =
        ProcnetServer.start("--listen", "127.0.0.1:0", "--web-listen", "127.0.0.1:0")) {
      ManagedChannel channel =
          NettyChannelBuilder.forTarget(daemon.grpcAddresses().getFirst().toString())
              .usePlaintext()
              .build();
      StackServiceBlockingStub stub = StackServiceGrpc.newBlockingStub(channel);
      fill(stub, stacks, interfaces);
      ScrapeBench ours = new ScrapeBench(daemon.webAddress().orElseThrow().toString());
      ours.compare(rounds, args.length > 3 ? new ScrapeBench(args[3]) : null);
      ours.compareWriters(stub);
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private static void fill(StackServiceBlockingStub stub, int stacks, int interfaces) {
    for (int i = 1; i < stacks; i++) {
      String name = "stack-" + i;
      var _ =
          stub.createStack(
              CreateStackRequest.newBuilder().setStack(Stack.newBuilder().setName(name)).build());
      fill(stub, name, interfaces);
    }
    fill(stub, "default", interfaces);
  }

  /** The loopback is there from the start. */
  private static void fill(StackServiceBlockingStub stub, String stack, int interfaces) {
    ApplyMutationsRequest.Builder batch = ApplyMutationsRequest.newBuilder().setStack(stack);
    for (int i = 1; i < interfaces; i++) {
      batch.addMutations(
          Mutation.newBuilder()
              .setPutInterface(
                  Interface.newBuilder().setName("eth" + (i - 1)).setType(1).setMtu(1500)));
      batch.addMutations(traffic(i + 1, 1_234_567_890L * i));
    }
    var _ = stub.applyMutations(batch.build());
  }

  private static Mutation traffic(int index, long bytes) {
    Mutation.Builder mutation = Mutation.newBuilder();
    mutation
        .getAddInterfaceStatisticsBuilder()
        .setIndex(index)
        .setDelta(
            InterfaceStatistics.newBuilder()
                .setRxBytes(bytes)
                .setRxPackets(bytes / 1000)
                .setTxBytes(bytes / 2)
                .setTxPackets(bytes / 2000));
    return mutation.build();
  }

  private void compare(int rounds, @Nullable ScrapeBench reference) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      scrape("identity");
      scrape("gzip");
    }
    List<Scrape> plain = new ArrayList<>();
    List<Scrape> gzip = new ArrayList<>();
    List<Scrape> plainReference = new ArrayList<>();
    List<Scrape> gzipReference = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      plain.add(scrape("identity"));
      gzip.add(scrape("gzip"));
      if (reference != null) {
        plainReference.add(reference.scrape("identity"));
        gzipReference.add(reference.scrape("gzip"));
      }
    }
    Scrape last = plain.getLast();
    print("ms a scrape", "%.0f", plain, plainReference, Scrape::millis);
    print("ms a scrape, gzip", "%.0f", gzip, gzipReference, Scrape::millis);
    print("ns a series", "%.0f", plain, plainReference, Scrape::nanosOfSeries);
    print("bytes allocated a byte", "%.1f", plain, List.of(), Scrape::allocatedOfByte);
    System.out.printf(
        Locale.ROOT,
        "  %d series in %.1f MB, %.1f MB with gzip; the reference has %s%n",
        last.series,
        last.bytes / 1e6,
        gzip.getLast().bytes / 1e6,
        reference == null ? "none" : plainReference.getLast().series);
  }

  private static void print(
      String work,
      String format,
      List<Scrape> measured,
      List<Scrape> references,
      ToDoubleFunction<Scrape> what) {
    Measurements ours = of(measured, what);
    String reference = "-";
    String ratio = "-";
    if (!references.isEmpty()) {
      Measurements theirs = of(references, what);
      reference = theirs.describe(format);
      ratio = String.format(Locale.ROOT, "%.2f", ours.median() / theirs.median());
    }
    System.out.printf("%-30s %-30s %-30s %s%n", work, ours.describe(format), reference, ratio);
  }

  private static Measurements of(List<Scrape> scrapes, ToDoubleFunction<Scrape> what) {
    return new Measurements(scrapes.stream().map(what::applyAsDouble).toList());
  }

  private Scrape scrape(String encoding) throws IOException {
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long start = System.nanoTime();
    long bytes = 0;
    Lines lines = new Lines();
    try (Socket socket = new Socket(host, port)) {
      String request = "GET /metrics HTTP/1.0\r\nAccept-Encoding: " + encoding + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        bytes += n;
        lines.count(buffer, n);
      }
    }
    long nanos = System.nanoTime() - start;
    return new Scrape(
        nanos, bytes, lines.series, THREADS.getTotalThreadAllocatedBytes() - allocated);
  }

  /** Counts lines of series, as they come. */
  private static final class Lines {

    private long series;
    private boolean comment;
    private boolean begin = true;

    void count(byte[] bytes, int length) {
      for (int i = 0; i < length; i++) {
        if (begin) {
          comment = bytes[i] == '#';
        }
        begin = bytes[i] == '\n';
        if (begin && !comment) {
          series++;
        }
      }
    }
  }

  /** A writer by itself, and one while scrape follows scrape. */
  private void compareWriters(StackServiceBlockingStub stub) throws InterruptedException {
    var _ = latencies(stub);
    double[] alone = latencies(stub);
    AtomicBoolean stop = new AtomicBoolean();
    Thread scraper = Thread.ofPlatform().start(() -> scrapeUntil(stop));
    double[] scraped = latencies(stub);
    stop.set(true);
    scraper.join();
    for (double share : new double[] {0.5, 0.99, 1}) {
      int at = (int) Math.ceil(share * BATCHES) - 1;
      System.out.printf(
          Locale.ROOT,
          "%-30s %-30.0f %-30s %.2f%n",
          "µs a batch while scraped, p" + Math.round(share * 100),
          scraped[at],
          String.format(Locale.ROOT, "%.0f alone", alone[at]),
          scraped[at] / alone[at]);
    }
  }

  private void scrapeUntil(AtomicBoolean stop) {
    try {
      while (!stop.get()) {
        scrape("identity");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sorted. */
  private static double[] latencies(StackServiceBlockingStub stub) {
    double[] micros = new double[BATCHES];
    ApplyMutationsRequest batch =
        ApplyMutationsRequest.newBuilder().setStack("default").addMutations(traffic(1, 1)).build();
    for (int i = 0; i < BATCHES; i++) {
      long start = System.nanoTime();
      var _ = stub.applyMutations(batch);
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }
}
