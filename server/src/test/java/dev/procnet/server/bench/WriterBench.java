package dev.procnet.server.bench;

import com.google.protobuf.FieldMask;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceBlockingStub;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketUpdate;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StackServiceGrpc.StackServiceBlockingStub;
import dev.procnet.v1.StreamNetFileRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;

/**
 * Changes a second with readers that begin again when they have read all, beside the same without
 * them. What the processors, which all share, leave to a caller is told by calls of the bare server
 * that do nothing, beside readers of the bare server.
 */
final class WriterBench {

  private static final int READERS = 8;
  private static final double TARGET = 0.7;

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final int rounds;
  private final long sockets;

  private WriterBench(int rounds, long sockets) {
    this.rounds = rounds;
    this.sockets = sockets;
  }

  /** Arguments: address of procnetd, of the bare server, rounds, how many sockets. */
  static void main(String[] args) throws InterruptedException {
    WriterBench bench = new WriterBench(Integer.parseInt(args[2]), Long.parseLong(args[3]));
    try {
      bench.run(args[0], args[1]);
    } finally {
      for (ManagedChannel channel : bench.channels) {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
      }
    }
  }

  private void run(String procnet, String bare) throws InterruptedException {
    StackServiceBlockingStub writer = StackServiceGrpc.newBlockingStub(channel(procnet));
    List<Long> ids = ids(IntrospectionServiceGrpc.newBlockingStub(channel(procnet)));
    for (int batch : new int[] {1, 1000}) {
      ApplyMutationsRequest request = request(ids, batch);
      compare(
          "changes by " + batch,
          procnet,
          () -> batch * aSecond(() -> writer.applyMutations(request)));
    }
    IntrospectionServiceBlockingStub caller =
        IntrospectionServiceGrpc.newBlockingStub(channel(bare));
    compare(
        "empty calls of bare grpc-java",
        bare,
        () -> aSecond(() -> caller.listNetFiles(ListNetFilesRequest.getDefaultInstance())));
  }

  private void compare(String what, String readFrom, DoubleSupplier work)
      throws InterruptedException {
    List<Double> alone = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    var _ = work.getAsDouble();
    ManagedChannel channel = channel(readFrom);
    for (int i = 0; i < rounds; i++) {
      alone.add(work.getAsDouble());
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> readers = new ArrayList<>();
      for (int r = 0; r < READERS; r++) {
        readers.add(Thread.ofPlatform().start(() -> readUntil(stop, channel)));
      }
      beside.add(work.getAsDouble());
      stop.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
    }
    Comparison.ofRates(what + " while 8 read", sockets, "a s", "alone", TARGET)
        .report(beside, alone);
  }

  private static void readUntil(AtomicBoolean stop, ManagedChannel channel) {
    IntrospectionServiceBlockingStub reads = IntrospectionServiceGrpc.newBlockingStub(channel);
    StreamNetFileRequest request = StreamNetFileRequest.newBuilder().setName("tcp").build();
    while (!stop.get()) {
      reads.streamNetFile(request).forEachRemaining(_ -> {});
    }
  }

  private static double aSecond(Runnable call) {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(1);
    long calls = 0;
    while (System.nanoTime() < end) {
      call.run();
      calls++;
    }
    return calls * 1e9 / (System.nanoTime() - start);
  }

  private static List<Long> ids(IntrospectionServiceBlockingStub reads) {
    return reads
        .listSockets(ListSocketsRequest.newBuilder().setPageSize(1000).build())
        .getSocketsList()
        .stream()
        .map(Socket::getId)
        .toList();
  }

  private static ApplyMutationsRequest request(List<Long> ids, int size) {
    ApplyMutationsRequest.Builder batch = ApplyMutationsRequest.newBuilder();
    for (int i = 0; i < size; i++) {
      SocketUpdate.Builder update = batch.addMutationsBuilder().getUpdateSocketBuilder();
      update.getKeyBuilder().setId(ids.get(i % ids.size()));
      update.getSocketBuilder().getTcpBuilder().setRxQueue(i);
      update.setUpdateMask(FieldMask.newBuilder().addPaths("tcp.rx_queue"));
    }
    return batch.build();
  }

  private ManagedChannel channel(String address) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(address)
            .usePlaintext()
            .directExecutor()
            .flowControlWindow(4 << 20)
            .build();
    channels.add(channel);
    return channel;
  }
}
