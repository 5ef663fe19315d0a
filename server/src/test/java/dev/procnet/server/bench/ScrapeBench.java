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
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A scrape of many stacks: how long it takes, what it allocates, and what a writer feels of it;
 * beside node_exporter, which is scraped of one host.
 */
final class ScrapeBench {

  private static final int WARM_UP = 15;
  private static final int BATCHES = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final byte[] buffer = new byte[1 << 16];
  private final String address;

  private ScrapeBench(String address) {
    this.address = address;
  }

  /**
   * One scrape.
   *
   * @param bytes of the answer, headers included
   * @param series lines that are no comments; 0 where the answer is compressed
   */
  private record Scrape(long nanos, long bytes, long series, long allocated) {

    double millis() {
      return nanos / 1e6;
    }
  }

  /**
   * Arguments: how many stacks, interfaces of each, rounds, and the address of a node_exporter or
   * none.
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
      String work = stacks + " stacks of " + interfaces + " interfaces";
      ours.compare(work, rounds, args.length > 3 ? new ScrapeBench(args[3]) : null);
      ours.writers(stub, rounds);
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

  private void compare(String work, int rounds, ScrapeBench reference) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      scrape("identity");
      scrape("gzip");
      if (reference != null) {
        reference.scrape("identity");
      }
    }
    for (String encoding : List.of("identity", "gzip")) {
      List<Scrape> measured = new ArrayList<>();
      List<Scrape> references = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        measured.add(scrape(encoding));
        if (reference != null) {
          references.add(reference.scrape(encoding));
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%-30s %-30s %-30s%n",
          "ms, " + work + ", " + encoding,
          millis(measured),
          references.isEmpty() ? "-" : millis(references) + " (one host)");
      Scrape last = measured.getLast();
      System.out.printf(
          Locale.ROOT,
          "  %.1f MB, %d series, allocates %.1f MB%n",
          last.bytes / 1e6,
          last.series,
          last.allocated / 1e6);
      if (last.series > 0 && !references.isEmpty()) {
        System.out.printf(
            Locale.ROOT,
            "  ns a series: %.0f, reference %.0f of %d%n",
            nanos(measured),
            nanos(references),
            references.getLast().series);
      }
    }
  }

  private static double nanos(List<Scrape> scrapes) {
    return new Measurements(scrapes.stream().map(one -> (double) one.nanos / one.series).toList())
        .median();
  }

  private static String millis(List<Scrape> scrapes) {
    return new Measurements(scrapes.stream().map(Scrape::millis).toList()).describe("%.1f");
  }

  private Scrape scrape(String encoding) throws IOException {
    String host = address.substring(0, address.lastIndexOf(':'));
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long start = System.nanoTime();
    long bytes = 0;
    long series = 0;
    try (Socket socket = new Socket(host, port)) {
      socket
          .getOutputStream()
          .write(
              ("GET /metrics HTTP/1.0\r\nAccept-Encoding: " + encoding + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      boolean comment = false;
      boolean begin = true;
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        bytes += n;
        if (encoding.equals("identity")) {
          for (int i = 0; i < n; i++) {
            if (begin) {
              comment = buffer[i] == '#' || buffer[i] == '\r';
            }
            begin = buffer[i] == '\n';
            if (begin && !comment) {
              series++;
            }
          }
        }
      }
    }
    return new Scrape(
        System.nanoTime() - start,
        bytes,
        series,
        THREADS.getTotalThreadAllocatedBytes() - allocated);
  }

  private void writers(StackServiceBlockingStub stub, int rounds) throws InterruptedException {
    long[] idle = latencies(stub);
    Thread scraper =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    try {
                      scrape("identity");
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  }
                });
    long[] scraped = latencies(stub);
    scraper.interrupt();
    scraper.join();
    System.out.printf(
        "µs a batch: alone %s, while scraped %s%n", describe(idle), describe(scraped));
  }

  private static long[] latencies(StackServiceBlockingStub stub) {
    long[] nanos = new long[BATCHES];
    ApplyMutationsRequest batch =
        ApplyMutationsRequest.newBuilder().setStack("default").addMutations(traffic(1, 1)).build();
    for (int i = 0; i < BATCHES; i++) {
      long start = System.nanoTime();
      var _ = stub.applyMutations(batch);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static String describe(long[] nanos) {
    return String.format(
        Locale.ROOT,
        "p50 %d p99 %d p99.9 %d max %d",
        nanos[nanos.length / 2] / 1000,
        nanos[nanos.length / 100 * 99] / 1000,
        nanos[nanos.length / 1000 * 999] / 1000,
        nanos[nanos.length - 1] / 1000);
  }
}
