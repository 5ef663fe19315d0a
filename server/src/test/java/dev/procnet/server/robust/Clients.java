package dev.procnet.server.robust;

import com.google.common.base.Splitter;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Counter;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.StackServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that write to one stack at the same time, and know what they were answered. Each batch
 * opens one socket on a port of its own and counts it: so whether a batch is there can be told from
 * two files, and both must tell the same.
 */
final class Clients {

  private static final int FIRST_PORT = 1024;

  private final String stack;
  private final AtomicInteger nextPort;
  private final Map<Integer, Long> answered =
      java.util.Collections.synchronizedMap(new TreeMap<>());
  private final Set<Integer> unknown = java.util.Collections.synchronizedSet(new TreeSet<>());
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean stopped;

  Clients(String stack) {
    this.stack = stack;
    this.nextPort = new AtomicInteger(FIRST_PORT);
  }

  /** Batches that were answered. */
  int answered() {
    return answered.size();
  }

  /** Batches that were refused as the disk took none. */
  int refused() {
    return refused.get();
  }

  /** What no answer or stack should have been. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Writes until told to stop, or until the server is gone. */
  List<Thread> start(Channel channel, int clients) {
    stopped = false;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      threads.add(Thread.ofPlatform().daemon().start(() -> write(channel)));
    }
    return threads;
  }

  void stop() {
    stopped = true;
  }

  private void write(Channel channel) {
    while (!stopped && nextPort.get() < 65_000) {
      if (!writeOne(channel) && !stopped) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Writes some batches, one after the other.
   *
   * @return how many were not answered
   */
  int writeSome(Channel channel, int batches) {
    int failed = 0;
    for (int i = 0; i < batches; i++) {
      failed += writeOne(channel) ? 0 : 1;
    }
    return failed;
  }

  private boolean writeOne(Channel channel) {
    int port = nextPort.getAndIncrement();
    unknown.add(port);
    try {
      ApplyMutationsResponse answer = apply(channel, port);
      if (answer.getReplayed()) {
        wrong.add("port " + port + " was answered as applied before");
      }
      answered.put(port, answer.getHeader().getRevision());
      unknown.remove(port);
      return true;
    } catch (StatusRuntimeException e) {
      tell(port, e.getStatus());
      return false;
    }
  }

  private void tell(int port, Status status) {
    if (String.valueOf(status.getDescription()).startsWith("the state directory takes no")) {
      refused.incrementAndGet();
    } else if (status.getCode() != Status.Code.UNAVAILABLE
        && status.getCode() != Status.Code.DEADLINE_EXCEEDED
        && status.getCode() != Status.Code.CANCELLED) {
      wrong.add("port " + port + ": " + status);
    }
  }

  ApplyMutationsResponse apply(Channel channel, int port) {
    return StackServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .applyMutations(
            ApplyMutationsRequest.newBuilder()
                .setStack(stack)
                .setRequestId("port " + port)
                .addMutations(Mutations.listen("127.0.0.1", port))
                .addMutations(Mutations.count())
                .build());
  }

  /**
   * Looks what a server that was started again has kept, and does again what was not answered.
   *
   * @return how many answered batches are not there
   */
  int check(Channel channel) {
    State before = State.read(channel, stack);
    int lost = 0;
    for (Map.Entry<Integer, Long> batch : answered.entrySet()) {
      if (!before.ports().contains(batch.getKey())) {
        lost++;
      }
      if (batch.getValue() > before.revision()) {
        wrong.add(
            "revision " + batch.getValue() + " was answered, " + before.revision() + " is kept");
      }
    }
    if (before.counted() != before.ports().size()) {
      wrong.add(before.counted() + " batches counted, " + before.ports().size() + " sockets");
    }
    for (int port : List.copyOf(unknown)) {
      boolean replayed = apply(channel, port).getReplayed();
      if (replayed != before.ports().contains(port)) {
        wrong.add("port " + port + " replayed " + replayed + ", there " + !replayed);
      }
      answered.put(port, 0L);
      unknown.remove(port);
    }
    State after = State.read(channel, stack);
    if (after.ports().size() != after.listed() || after.counted() != after.ports().size()) {
      wrong.add("a batch was applied twice: " + after);
    }
    return lost;
  }

  /**
   * What two files tell of one revision.
   *
   * @param listed rows, where a port that stands twice counts twice
   */
  record State(long revision, Set<Integer> ports, int listed, long counted) {

    static State read(Channel channel, String stack) {
      var reads =
          IntrospectionServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(20, TimeUnit.SECONDS)
              .withMaxInboundMessageSize(64 << 20);
      List<Integer> ports = new ArrayList<>();
      long revision = 0;
      long offset = 0;
      StringBuilder text = new StringBuilder();
      while (true) {
        ReadNetFileRequest.Builder request =
            ReadNetFileRequest.newBuilder().setStack(stack).setName("tcp").setOffset(offset);
        if (revision > 0) {
          request.setRead(ReadOptions.newBuilder().setExactRevision(revision));
        }
        var answer = reads.readNetFile(request.build());
        revision = answer.getHeader().getRevision();
        text.append(answer.getContent().toStringUtf8());
        offset += answer.getContent().size();
        if (answer.getEof()) {
          break;
        }
      }
      text.toString().lines().skip(1).forEach(line -> ports.add(port(line)));
      long counted =
          reads
              .getCounters(
                  GetCountersRequest.newBuilder()
                      .setStack(stack)
                      .setRead(ReadOptions.newBuilder().setExactRevision(revision))
                      .build())
              .getGroupsList()
              .stream()
              .filter(group -> group.getFile().equals("snmp") && group.getName().equals("Tcp"))
              .flatMap(group -> group.getCountersList().stream())
              .filter(counter -> counter.getName().equals("PassiveOpens"))
              .mapToLong(Counter::getValue)
              .sum();
      return new State(revision, new TreeSet<>(ports), ports.size(), counted);
    }

    /** Of {@code sl: ADDRESS:PORT ...}: columns move where sl has more than four digits. */
    private static int port(String line) {
      return Integer.parseInt(Splitter.on(':').splitToList(line).get(2).substring(0, 4), 16);
    }
  }
}
