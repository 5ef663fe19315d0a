package dev.procnet.server.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListNetFilesResponse;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The reference: a grpc-java server that does nothing but answer the same bytes from memory. */
final class BareServer extends IntrospectionServiceGrpc.IntrospectionServiceImplBase {

  private static final int CHUNK = 256 * 1024;

  private final ByteString content;
  private final ReadNetFileResponse answer;

  private BareServer(ByteString content) {
    this.content = content;
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
  public void listNetFiles(
      ListNetFilesRequest request, StreamObserver<ListNetFilesResponse> observer) {
    observer.onNext(ListNetFilesResponse.getDefaultInstance());
    observer.onCompleted();
  }

  @Override
  public void readNetFile(
      ReadNetFileRequest request, StreamObserver<ReadNetFileResponse> observer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  @Override
  public void streamNetFile(
      StreamNetFileRequest request, StreamObserver<StreamNetFileResponse> observer) {
    ServerCallStreamObserver<StreamNetFileResponse> call =
        (ServerCallStreamObserver<StreamNetFileResponse>) observer;
    call.setOnReadyHandler(
        new Runnable() {
          private int at;

          @Override
          public void run() {
            while (call.isReady() && at < content.size()) {
              int end = Math.min(content.size(), at + CHUNK);
              call.onNext(
                  StreamNetFileResponse.newBuilder().setChunk(content.substring(at, end)).build());
              at = end;
              if (at == content.size()) {
                call.onCompleted();
              }
            }
          }
        });
  }
}
