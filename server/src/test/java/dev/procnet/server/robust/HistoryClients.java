package dev.procnet.server.robust;

import com.google.common.base.Throwables;
import dev.procnet.server.robust.History.Change;
import dev.procnet.server.robust.History.Write;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Interface;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.Precondition;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.StackServiceGrpc;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that write to, read and watch the stack {@code default} of one server, each over a
 * connection of its own, and write down what they were told. Nobody else may write to it. What they
 * write: a few neighbours, sockets that come and go in two files, and a counter of all batches. An
 * answer that does not come is asked for again with the same request_id; some that do come are
 * taken for lost.
 */
final class HistoryClients {

  static final int INTERFACE = 77;
  private static final int WRITERS = 4;
  private static final int READERS = 2;
  private static final int WATCHERS = 2;
  private static final int KEYS = 6;
  private static final int MOST_OPEN = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String target;
  private final long seed;
  private final AtomicInteger retries = new AtomicInteger();
  private final History history;
  private volatile long last;
  private volatile boolean stopped;

  /**
   * Clients of one server.
   *
   * @param direct a channel that is not cut
   * @param target where all connect to
   */
  HistoryClients(Channel direct, String target, long seed) {
    this.target = target;
    this.seed = seed;
    ApplyMutationsRequest.Builder device = ApplyMutationsRequest.newBuilder();
    device
        .addMutationsBuilder()
        .setPutInterface(Interface.newBuilder().setIndex(INTERFACE).setName("history0").setType(1));
    long first =
        StackServiceGrpc.newBlockingStub(direct)
            .applyMutations(device.build())
            .getHeader()
            .getRevision();
    this.last = first;
    this.history = new History(first);
  }

  History history() {
    return history;
  }

  /** The last revision that was answered. */
  long last() {
    return last;
  }

  /** Calls that were sent again. */
  int retries() {
    return retries.get();
  }

  private interface Work {
    void run(ManagedChannel channel, Random random) throws Exception;
  }

  /**
   * Writes, reads and watches for a time.
   *
   * @param meanwhile done as they do
   * @param calm done before those that are not answered yet are waited for
   */
  void run(Duration time, Runnable meanwhile, Runnable calm) throws InterruptedException {
    List<Thread> writers = new ArrayList<>();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int client = i;
      writers.add(start(i, (channel, random) -> write(channel, random, client)));
    }
    for (int i = 0; i < READERS; i++) {
      others.add(start(10 + i, this::read));
    }
    long first = last;
    for (int i = 0; i < WATCHERS; i++) {
      HistoryWatcher watcher = new HistoryWatcher(history, i, first);
      others.add(start(20 + i, (channel, _) -> watch(watcher, channel)));
    }
    long end = System.nanoTime() + time.toNanos();
    meanwhile.run();
    Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
    stopped = true;
    calm.run();
    join(writers);
    join(others);
  }

  private void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      if (!thread.join(PATIENCE.plusSeconds(20))) {
        history.addWrong(thread.getName() + " does not end: " + List.of(thread.getStackTrace()));
      }
    }
  }

  private Thread start(int client, Work work) {
    return Thread.ofPlatform()
        .name("client " + client)
        .daemon()
        .start(
            () -> {
              ManagedChannel channel = NettyChannelBuilder.forTarget(target).usePlaintext().build();
              try {
                work.run(channel, new Random(seed * 31 + client));
              } catch (Exception e) {
                history.addWrong("client " + client + ": " + Throwables.getStackTraceAsString(e));
              } finally {
                channel.shutdownNow();
              }
            });
  }

  private void write(ManagedChannel channel, Random random, int client)
      throws InterruptedException {
    Deque<OpenSocket> open = new ArrayDeque<>();
    for (int n = 0; !stopped; n++) {
      writeOne(channel, random, client + "-" + n, open);
      Thread.sleep(1 + random.nextInt(4));
    }
  }

  private record OpenSocket(long id, boolean four) {}

  private void writeOne(
      ManagedChannel channel, Random random, String name, Deque<OpenSocket> open) {
    ApplyMutationsRequest.Builder request =
        ApplyMutationsRequest.newBuilder().setRequestId("history " + seed + " " + name);
    Map<String, String> puts = new TreeMap<>();
    List<String> deletes = new ArrayList<>();
    OpenSocket closed = open.size() == MOST_OPEN ? open.getFirst() : null;
    boolean four = random.nextBoolean();
    boolean opens = random.nextInt(3) == 0;
    if (opens) {
      request.addMutations(Mutations.listen(four ? "127.0.0.1" : "::1", 7000));
    }
    if (closed != null) {
      request.addMutations(
          Mutation.newBuilder().setCloseSocket(SocketKey.newBuilder().setId(closed.id())));
    }
    for (int key = 0; key < KEYS; key++) {
      String address = "10.7.0." + (key + 1);
      switch (random.nextInt(6)) {
        case 0 -> puts.put(address, String.format("02:00:00:00:00:%02x", random.nextInt(256)));
        case 1 -> deletes.add(address);
        default -> {}
      }
    }
    puts.forEach((address, link) -> request.addMutations(put(address, link)));
    deletes.forEach(address -> request.addMutations(delete(address)));
    request.addMutations(Mutations.count());
    long expected = random.nextInt(4) == 0 ? last : 0;
    if (expected > 0) {
      request.addPreconditions(Precondition.newBuilder().setStack(true).setRevision(expected));
    }
    Change change =
        new Change(
            puts,
            deletes,
            (opens && four ? 1 : 0) - (closed != null && closed.four() ? 1 : 0),
            (opens && !four ? 1 : 0) - (closed != null && !closed.four() ? 1 : 0));
    long begun = System.nanoTime();
    ApplyMutationsResponse answer = send(channel, request.build(), random);
    long revision = answer.getHeader().getRevision();
    history.add(new Write(name, change, expected, revision, begun, System.nanoTime()));
    if (revision > 0) {
      told(revision);
      if (closed != null) {
        open.removeFirst();
      }
      if (opens) {
        open.addLast(new OpenSocket(answer.getResults(0).getAssignedId(), four));
      }
    }
  }

  private synchronized void told(long revision) {
    last = Math.max(last, revision);
  }

  /** Sends it until it is answered. Refused for its expected revision: the default answer. */
  private ApplyMutationsResponse send(
      ManagedChannel channel, ApplyMutationsRequest request, Random random) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    ApplyMutationsResponse dropped = null;
    while (System.nanoTime() < end) {
      try {
        ApplyMutationsResponse answer =
            StackServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(1, TimeUnit.SECONDS)
                .applyMutations(request);
        if (dropped == null && random.nextInt(10) == 0) {
          dropped = answer;
          retries.incrementAndGet();
          continue;
        }
        if (dropped != null && !answer.equals(again(dropped, answer))) {
          history.addWrong("answered with " + dropped + " and then with " + answer);
        }
        return answer;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.ABORTED && dropped == null) {
          return ApplyMutationsResponse.getDefaultInstance();
        }
        failed(e, channel, request.getRequestId());
      }
    }
    throw new IllegalStateException(request.getRequestId() + " is not answered in " + PATIENCE);
  }

  /** The first answer as it must come again; how much of the past is kept may differ. */
  private static ApplyMutationsResponse again(
      ApplyMutationsResponse first, ApplyMutationsResponse now) {
    ApplyMutationsResponse.Builder again = first.toBuilder().setReplayed(true);
    again.getHeaderBuilder().setCompactRevision(now.getHeader().getCompactRevision());
    return again.build();
  }

  /** What a cut connection and a deadline may do; a word of the server itself is none of it. */
  private void failed(StatusRuntimeException e, ManagedChannel channel, String call) {
    boolean cut =
        switch (e.getStatus().getCode()) {
          case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, INTERNAL, UNKNOWN -> true;
          default -> false;
        };
    if (!cut
        || !StatusProto.fromStatusAndTrailers(e.getStatus(), e.getTrailers())
            .getDetailsList()
            .isEmpty()) {
      throw new IllegalStateException(call + " failed", e);
    }
    retries.incrementAndGet();
    channel.resetConnectBackoff();
  }

  private void read(ManagedChannel channel, Random random) throws InterruptedException {
    while (!stopped) {
      try {
        history.add(HistoryReads.read(channel, Duration.ofSeconds(2)));
      } catch (StatusRuntimeException e) {
        failed(e, channel, "a read");
      }
      Thread.sleep(1 + random.nextInt(10));
    }
  }

  private void watch(HistoryWatcher watcher, ManagedChannel channel) {
    long end = Long.MAX_VALUE;
    while (!(stopped && watcher.last() >= last)) {
      if (stopped && end == Long.MAX_VALUE) {
        end = System.nanoTime() + PATIENCE.toNanos();
      }
      if (System.nanoTime() > end) {
        history.addWrong(watcher + " was told up to " + watcher.last() + ", not to " + last);
        return;
      }
      try {
        watcher.watch(channel, () -> stopped && watcher.last() >= last);
      } catch (StatusRuntimeException e) {
        failed(e, channel, "a watch");
      }
    }
  }

  private static Mutation put(String address, String link) {
    return Mutation.newBuilder()
        .setPutNeighbor(
            Neighbor.newBuilder()
                .setInterfaceIndex(INTERFACE)
                .setAddress(address)
                .setLinkAddress(link))
        .build();
  }

  private static Mutation delete(String address) {
    return Mutation.newBuilder()
        .setDeleteNeighbor(Neighbor.newBuilder().setInterfaceIndex(INTERFACE).setAddress(address))
        .build();
  }
}
