package dev.procnet.server.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The reference: a grpc-java server that does nothing but answer the same bytes from memory. */
final class BareServer extends IntrospectionServiceGrpc.IntrospectionServiceImplBase {

  private final ReadNetFileResponse answer;

  private BareServer(ByteString content) {
    this.answer =
        ReadNetFileResponse.newBuilder()
            .setContent(content)
            .setSize(content.size())
            .setEof(true)
            .build();
  }

  /**
   * Arguments: the file to answer with, and a file that its port is written to. Ends when its input
   * does.
   */
  static void main(String[] args) throws IOException, InterruptedException {
    ByteString content = UnsafeByteOperations.unsafeWrap(Files.readAllBytes(Path.of(args[0])));
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(new BareServer(content))
            .build()
            .start();
    Path written = Path.of(args[1] + ".tmp");
    Files.writeString(written, "grpc=127.0.0.1:" + server.getPort() + "\n");
    Files.move(written, Path.of(args[1]));
    while (System.in.read() >= 0) {
      // Only the end matters.
    }
    server.shutdownNow().awaitTermination();
  }

  @Override
  public void readNetFile(
      ReadNetFileRequest request, StreamObserver<ReadNetFileResponse> observer) {
    observer.onNext(answer);
    observer.onCompleted();
  }
}
