package dev.procnet.server.robust;

import com.google.protobuf.ByteString;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls whose messages are bytes as they are. */
public final class RawBytes {

  private RawBytes() {}

  /** The method with messages of bytes. */
  public static MethodDescriptor<ByteString, ByteString> method(MethodDescriptor<?, ?> method) {
    return MethodDescriptor.<ByteString, ByteString>newBuilder()
        .setType(method.getType())
        .setFullMethodName(method.getFullMethodName())
        .setRequestMarshaller(new Marshaller())
        .setResponseMarshaller(new Marshaller())
        .build();
  }

  private static final class Marshaller implements MethodDescriptor.Marshaller<ByteString> {

    @Override
    public InputStream stream(ByteString value) {
      return value.newInput();
    }

    @Override
    public ByteString parse(InputStream stream) {
      try {
        return ByteString.readFrom(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How a call ends. */
  public static final class Answer extends ClientCall.Listener<ByteString> {

    private final CompletableFuture<Status> status = new CompletableFuture<>();

    @Override
    public void onClose(Status told, Metadata trailers) {
      status.complete(told);
    }

    /** Waits for the end. */
    public Status await() throws InterruptedException, ExecutionException, TimeoutException {
      return status.get(30, TimeUnit.SECONDS);
    }
  }
}
