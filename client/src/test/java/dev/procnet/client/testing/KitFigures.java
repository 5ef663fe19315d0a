package dev.procnet.client.testing;

import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Socket;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * What the kit costs: starts inside the process and as a process, forks and resets of a stack with
 * few and with many sockets, beside a start of WireMock in the same run. Run by {@code
 * deploy/kit-figures.sh}. Argument: WireMock's standalone jar; none: without it.
 */
final class KitFigures {

  private static final int ROUNDS = 9;
  private static final int CALLS = 200;
  private static final int BATCH = 1000;

  private KitFigures() {}

  /** Something that is timed. */
  private interface Work {
    void run() throws Exception;
  }

  public static void main(String... arguments) throws Exception {
    System.out.printf("%-46s %10s %10s %10s%n", "WORK, ms", "MEDIAN", "LEAST", "FIRST");
    starts("start in process", TestServer::inProcess);
    if (arguments.length > 0) {
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {Path.of(arguments[0]).toUri().toURL()})) {
        starts("start of WireMock in process", () -> wireMock(loader));
      }
    }
    starts("start as a process", TestServer::asProcess);
    try (TestServer server = TestServer.inProcess()) {
      stacks(server, 10);
      stacks(server, 100_000);
    }
  }

  private static void starts(String name, Callable<? extends AutoCloseable> start)
      throws Exception {
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      AutoCloseable started = start.call();
      millis[i] = (System.nanoTime() - begin) / 1e6;
      started.close();
    }
    print(name, millis);
  }

  private static AutoCloseable wireMock(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> type = loader.loadClass("com.github.tomakehurst.wiremock.WireMockServer");
    Object server = type.getConstructor(int.class).newInstance(0);
    type.getMethod("start").invoke(server);
    return () -> type.getMethod("stop").invoke(server);
  }

  private static void stacks(TestServer server, int sockets) throws Exception {
    try (TestStack seed = server.fork("host", "figures")) {
      fill(seed, sockets);
      seed.tcp().listen("0.0.0.0", 1);
      String of = " of " + sockets + " sockets";
      TestStack[] forks = new TestStack[CALLS];
      int[] next = {0};
      print("fork" + of, CALLS, () -> forks[next[0]++] = server.forkOf(seed.name(), "figures"));
      next[0] = 0;
      print("removal" + of, CALLS, () -> forks[next[0]++].close());
      try (TestStack stack = seed.fork()) {
        print("reset" + of, CALLS, stack::reset);
        print(
            "listen, and reset" + of,
            CALLS,
            () -> {
              stack.tcp().listen("0.0.0.0", 2);
              stack.reset();
            });
      }
    }
  }

  private static void fill(TestStack stack, int sockets) {
    for (int at = 0; at < sockets; at += BATCH) {
      ApplyMutationsRequest.Builder batch = ApplyMutationsRequest.newBuilder();
      for (int i = at; i < Math.min(sockets, at + BATCH); i++) {
        batch.addMutations(established(i));
      }
      var _ = stack.client().stacks().applyMutations(batch.build());
    }
  }

  private static Mutation established(int i) {
    return Mutation.newBuilder()
        .setOpenSocket(
            Socket.newBuilder()
                .setInode(100_000L + i)
                .setTcp(
                    TcpSocket.newBuilder()
                        .setLocal(Endpoint.newBuilder().setAddress("10.0.0.2").setPort(443))
                        .setRemote(
                            Endpoint.newBuilder()
                                .setAddress("198.51." + (i >> 16) + "." + (i >> 8 & 255))
                                .setPort(1024 + (i & 255)))
                        .setState(TcpState.TCP_STATE_ESTABLISHED)))
        .build();
  }

  private static void print(String name, int rounds, Work work) throws Exception {
    double[] millis = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long begin = System.nanoTime();
      work.run();
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    print(name, millis);
  }

  private static void print(String name, double[] millis) {
    double first = millis[0];
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%-46s %10.3f %10.3f %10.3f%n",
        name,
        sorted[sorted.length / 2],
        sorted[0],
        first);
  }
}
