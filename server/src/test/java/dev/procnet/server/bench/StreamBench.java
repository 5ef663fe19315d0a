package dev.procnet.server.bench;

import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceBlockingStub;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceStub;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StackServiceGrpc.StackServiceBlockingStub;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Large files over the wire, and many watchers. */
final class StreamBench {

  private static final int WATCHERS = 1000;
  private static final String SMALL = "ten";

  private final ManagedChannel channel;
  private final IntrospectionServiceBlockingStub reads;
  private final StackServiceBlockingStub writes;

  private StreamBench(ManagedChannel channel) {
    this.channel = channel;
    this.reads = IntrospectionServiceGrpc.newBlockingStub(channel);
    this.writes = StackServiceGrpc.newBlockingStub(channel);
  }

  /**
   * Arguments: address of procnetd, whose default stack has the sockets; address of the bare
   * server, which has the same file; rounds; how many sockets.
   */
  static void main(String[] args) throws InterruptedException {
    int rounds = Integer.parseInt(args[2]);
    long sockets = Long.parseLong(args[3]);
    ManagedChannel procnet = channel(args[0]);
    ManagedChannel bare = channel(args[1]);
    try {
      StreamBench ours = new StreamBench(procnet);
      StreamBench reference = new StreamBench(bare);
      for (int i = 0; i < 6; i++) {
        ours.stream();
        reference.stream();
      }
      Comparison.ofRates("StreamNetFile", sockets, "MB a s", "bare grpc-java", 0.8)
          .measure(rounds, ours::stream, reference::stream);
      ours.compareFirstChunks(rounds, sockets);
      ours.compareWatchers(rounds);
    } finally {
      procnet.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
      bare.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private static ManagedChannel channel(String address) {
    return NettyChannelBuilder.forTarget(address)
        .usePlaintext()
        .directExecutor()
        .flowControlWindow(4 << 20)
        .build();
  }

  /** Megabytes a second of the whole file. */
  private double stream() {
    AtomicInteger bytes = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    long start = System.nanoTime();
    stub()
        .streamNetFile(
            StreamNetFileRequest.newBuilder().setName("tcp").build(), counting(bytes, done));
    await(done);
    return bytes.get() * 1e3 / (System.nanoTime() - start);
  }

  private IntrospectionServiceStub stub() {
    return IntrospectionServiceGrpc.newStub(channel);
  }

  private static StreamObserver<StreamNetFileResponse> counting(
      AtomicInteger bytes, CountDownLatch done) {
    return new StreamObserver<>() {
      @Override
      public void onNext(StreamNetFileResponse response) {
        bytes.addAndGet(response.getChunk().size());
      }

      @Override
      public void onError(Throwable error) {
        done.countDown();
      }

      @Override
      public void onCompleted() {
        done.countDown();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void compareFirstChunks(int rounds, long sockets) {
    var _ =
        writes.createStack(
            CreateStackRequest.newBuilder().setStack(Stack.newBuilder().setName(SMALL)).build());
    var _ =
        writes.applyMutations(
            ApplyMutationsRequest.newBuilder().setStack(SMALL).addAllMutations(opened(10)).build());
    for (int i = 0; i < 20; i++) {
      firstChunk("default");
      firstChunk(SMALL);
    }
    Comparison.ofTimes("first chunk of a stream", sockets, "µs", "of ten sockets", 2)
        .measure(rounds * 3, () -> firstChunk("default"), () -> firstChunk(SMALL));
  }

  private static List<Mutation> opened(int count) {
    List<Mutation> mutations = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Mutation.Builder mutation = Mutation.newBuilder();
      mutation
          .getOpenSocketBuilder()
          .getTcpBuilder()
          .setState(dev.procnet.v1.TcpState.TCP_STATE_LISTEN)
          .getLocalBuilder()
          .setAddress("127.0.0.1")
          .setPort(i);
      mutations.add(mutation.build());
    }
    return mutations;
  }

  private double firstChunk(String stack) {
    try (Context.CancellableContext context = Context.current().withCancellation()) {
      Context before = context.attach();
      try {
        long start = System.nanoTime();
        Iterator<StreamNetFileResponse> parts =
            reads.streamNetFile(
                StreamNetFileRequest.newBuilder().setStack(stack).setName("tcp").build());
        while (!parts.next().hasChunk()) {
          // The start comes before.
        }
        return (System.nanoTime() - start) / 1e3;
      } finally {
        context.detach(before);
        context.cancel(null);
      }
    }
  }

  /** From a change until all watchers have it, a watcher; beside a single watcher. */
  private void compareWatchers(int rounds) {
    Comparison.ofTimes("a change to 1,000 watchers", WATCHERS, "µs a watcher", "one watcher", 1)
        .measure(rounds, () -> told(WATCHERS), () -> told(1));
  }

  private double told(int watchers) {
    Context.CancellableContext context = Context.current().withCancellation();
    Context before = context.attach();
    try {
      AtomicInteger begun = new AtomicInteger();
      List<CountDownLatch> latches = List.of(new CountDownLatch(watchers));
      for (int i = 0; i < watchers; i++) {
        stub()
            .watchStack(
                WatchStackRequest.newBuilder().setStack(SMALL).setInitialState(true).build(),
                watcher(begun, latches.getFirst()));
      }
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (begun.get() < watchers) {
        if (System.nanoTime() > patience) {
          throw new IllegalStateException(begun + " of " + watchers + " watches began");
        }
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      var _ =
          writes.applyMutations(
              ApplyMutationsRequest.newBuilder()
                  .setStack(SMALL)
                  .addMutations(
                      Mutation.newBuilder().setOpenSocket(opened(1).getFirst().getOpenSocket()))
                  .build());
      await(latches.getFirst());
      return (System.nanoTime() - start) / 1e3 / watchers;
    } finally {
      context.detach(before);
      context.cancel(null);
    }
  }

  private static StreamObserver<WatchStackResponse> watcher(
      AtomicInteger begun, CountDownLatch told) {
    return new StreamObserver<>() {
      @Override
      public void onNext(WatchStackResponse response) {
        if (response.hasBookmark()) {
          begun.incrementAndGet();
        } else if (response.hasChanges()) {
          told.countDown();
        }
      }

      @Override
      public void onError(Throwable error) {
        // Ended by the benchmark.
      }

      @Override
      public void onCompleted() {
        // A watch has no end of its own.
      }
    };
  }
}
