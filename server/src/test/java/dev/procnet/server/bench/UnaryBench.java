package dev.procnet.server.bench;

import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceStub;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls of ReadNetFile a second, of procnetd and of the bare server by turns. */
final class UnaryBench {

  private static final long WARM_UP_MILLIS = 4000;

  private final IntrospectionServiceStub stub;
  private final ReadNetFileRequest request;

  private UnaryBench(ManagedChannel channel, ReadNetFileRequest request) {
    this.stub = IntrospectionServiceGrpc.newStub(channel);
    this.request = request;
  }

  /**
   * Arguments: address of procnetd, address of the bare server, net file, rounds, milliseconds a
   * round.
   */
  static void main(String[] args) throws InterruptedException {
    ReadNetFileRequest request = ReadNetFileRequest.newBuilder().setName(args[2]).build();
    int rounds = Integer.parseInt(args[3]);
    long millis = Long.parseLong(args[4]);
    ManagedChannel procnet = channel(args[0]);
    ManagedChannel bare = channel(args[1]);
    try {
      UnaryBench ours = new UnaryBench(procnet, request);
      UnaryBench reference = new UnaryBench(bare, request);
      ours.run(64, WARM_UP_MILLIS);
      reference.run(64, WARM_UP_MILLIS);
      for (int inFlight : new int[] {1, 8, 64}) {
        compare(ours, reference, inFlight, rounds, millis);
      }
    } finally {
      procnet.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
      bare.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private static void compare(
      UnaryBench ours, UnaryBench reference, int inFlight, int rounds, long millis) {
    Comparison.ofRates("ReadNetFile of 2 KB", inFlight, "calls a s", "bare grpc-java", 0.9)
        .measure(
            rounds,
            () -> ours.measured(inFlight, millis),
            () -> reference.measured(inFlight, millis));
  }

  private double measured(int inFlight, long millis) {
    try {
      return run(inFlight, millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ManagedChannel channel(String address) {
    return NettyChannelBuilder.forTarget(address).usePlaintext().directExecutor().build();
  }

  /** Calls a second, with that many always in flight. */
  private double run(int inFlight, long millis) throws InterruptedException {
    AtomicLong calls = new AtomicLong();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(inFlight);
    long start = System.nanoTime();
    long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
    for (int i = 0; i < inFlight; i++) {
      call(end, calls, failure, done);
    }
    done.await();
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a call failed", failed);
    }
    return calls.get() * 1e9 / (System.nanoTime() - start);
  }

  private void call(
      long end,
      AtomicLong calls,
      AtomicReference<@Nullable Throwable> failure,
      CountDownLatch done) {
    stub.readNetFile(
        request,
        new StreamObserver<ReadNetFileResponse>() {
          @Override
          public void onNext(ReadNetFileResponse response) {
            calls.incrementAndGet();
          }

          @Override
          public void onError(Throwable error) {
            failure.compareAndSet(null, error);
            done.countDown();
          }

          @Override
          public void onCompleted() {
            if (System.nanoTime() < end) {
              call(end, calls, failure, done);
            } else {
              done.countDown();
            }
          }
        });
  }
}
