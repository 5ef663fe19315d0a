package dev.procnet.server.bench;

import com.google.protobuf.FieldMask;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceBlockingStub;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketUpdate;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StackServiceGrpc.StackServiceBlockingStub;
import dev.procnet.v1.TcpState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * ListSockets by filters that few sockets match, beside one that is no help and looks at each; and
 * from how many changes between two lists on that is no gain.
 */
final class FilterBench {

  private static final int BATCH = 1000;

  private final IntrospectionServiceBlockingStub reads;
  private final StackServiceBlockingStub writes;
  private final SplittableRandom random = new SplittableRandom(5);
  private final long firstId;
  private final int sockets;
  private int value;

  private FilterBench(ManagedChannel channel, int sockets) {
    this.reads = IntrospectionServiceGrpc.newBlockingStub(channel);
    this.writes = StackServiceGrpc.newBlockingStub(channel);
    this.sockets = sockets;
    this.firstId =
        reads
            .listSockets(ListSocketsRequest.newBuilder().setPageSize(1).build())
            .getSockets(0)
            .getId();
  }

  /** Arguments: address of procnetd, rounds, how many sockets its default stack has. */
  static void main(String[] args) throws InterruptedException {
    ManagedChannel channel = NettyChannelBuilder.forTarget(args[0]).usePlaintext().build();
    try {
      FilterBench bench = new FilterBench(channel, Integer.parseInt(args[2]));
      int rounds = Integer.parseInt(args[1]);
      for (int i = 0; i < 20; i++) {
        bench.scan();
        bench.listed(port());
      }
      bench.compare("one port", port(), rounds);
      bench.compare("one inode", inode(), rounds);
      bench.compare("one state", state(), rounds);
      for (int changes : new int[] {100, BATCH, 10 * BATCH}) {
        bench.compareAfter(changes, rounds);
      }
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private static SocketFilter port() {
    return SocketFilter.newBuilder().addLocalPorts(22).build();
  }

  private static SocketFilter inode() {
    return SocketFilter.newBuilder().addInodes(1_000_010).build();
  }

  private static SocketFilter state() {
    return SocketFilter.newBuilder().addStates(TcpState.TCP_STATE_LISTEN).build();
  }

  private void compare(String what, SocketFilter filter, int rounds) {
    Comparison.ofTimes("ListSockets by " + what, sockets, "ms", "a scan of all", 0.5)
        .measure(rounds, () -> listed(filter), this::scan);
  }

  private void compareAfter(int changes, int rounds) {
    Comparison.ofTimes(
            "ListSockets by one port after " + changes + " changes",
            sockets,
            "ms",
            "a scan of all",
            1.3)
        .measure(
            rounds,
            () -> {
              change(changes);
              return listed(port());
            },
            this::scan);
  }

  /** No owner is looked up: each socket is asked. */
  private double scan() {
    return listed(SocketFilter.newBuilder().addUids(4_000_000).build());
  }

  private double listed(SocketFilter filter) {
    long start = System.nanoTime();
    var _ =
        reads.listSockets(
            ListSocketsRequest.newBuilder().setFilter(filter).setCountOnly(true).build());
    return (System.nanoTime() - start) / 1e6;
  }

  private void change(int count) {
    for (int done = 0; done < count; done += BATCH) {
      ApplyMutationsRequest.Builder batch = ApplyMutationsRequest.newBuilder();
      for (int i = 0; i < Math.min(BATCH, count - done); i++) {
        batch.addMutationsBuilder().setUpdateSocket(update());
      }
      var _ = writes.applyMutations(batch.build());
    }
  }

  private SocketUpdate update() {
    SocketUpdate.Builder update =
        SocketUpdate.newBuilder().setUpdateMask(FieldMask.newBuilder().addPaths("tcp.rx_queue"));
    update.getKeyBuilder().setId(firstId + random.nextInt(sockets));
    update.getSocketBuilder().getTcpBuilder().setRxQueue(value++);
    return update.build();
  }
}
