package dev.procnet.client;

import com.google.protobuf.Message;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.TransferServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Makes calls: requests completed, deadlines set, errors decoded. */
final class Calls {

  /** A field of number 0, which there is none of. */
  private static final byte[] NO_MESSAGE = {0};

  private final Connection connection;
  private final Timeouts timeouts;
  private final Requests requests;
  private final Errors errors;

  Calls(Connection connection, String stack, Timeouts timeouts) {
    this.connection = connection;
    this.timeouts = timeouts;
    this.requests = new Requests(stack);
    this.errors = new Errors(connection);
  }

  Timeouts timeouts() {
    return timeouts;
  }

  Errors errors() {
    return errors;
  }

  /** One request, one answer. */
  <Q extends Message, R> CompletableFuture<R> unary(MethodDescriptor<Q, R> method, Q request) {
    return unary(method, request, timeouts.call());
  }

  /** One request, one answer that may take its time. */
  <Q extends Message, R> CompletableFuture<R> unary(
      MethodDescriptor<Q, R> method, Q request, Duration limit) {
    return call(method, requests.complete(request), limit);
  }

  /** One request that leaves nothing open, one answer. */
  <Q extends Message, R> CompletableFuture<R> unaryAsItIs(
      MethodDescriptor<Q, R> method, Q request) {
    return call(method, request, timeouts.call());
  }

  private <Q, R> CompletableFuture<R> call(
      MethodDescriptor<Q, R> method, Q request, Duration limit) {
    ClientCall<Q, R> call = newCall(method, limit);
    CompletableFuture<R> answer =
        Futures.of(ClientCalls.futureUnaryCall(call, request), errors::decode);
    return Futures.cancelling(answer, call);
  }

  /**
   * Whether the server has a method, {@code procnet.v1.StackService/GetStack}. Sends what is no
   * message of any type, so that the method refuses it and does nothing; one that is not there is
   * not implemented.
   */
  CompletableFuture<Boolean> has(String method) {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .setRequestMarshaller(Bytes.INSTANCE)
            .setResponseMarshaller(Bytes.INSTANCE)
            .build();
    return Futures.of(
            ClientCalls.futureUnaryCall(newCall(raw, timeouts.call()), NO_MESSAGE), errors::decode)
        .handle((answer, error) -> error == null || refused(error));
  }

  /** The method was there to refuse it. Where nobody can tell, the error says why. */
  private static boolean refused(Throwable error) {
    if (error instanceof ProcnetClientException failure) {
      return switch (failure.kind()) {
        case ANSWERED -> true;
        case UNKNOWN_METHOD -> false;
        default -> throw failure;
      };
    }
    throw new IllegalStateException(error);
  }

  /** Bytes as they are. */
  private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One request, a stream of answers. */
  <Q extends Message, M, R> CompletableFuture<R> receive(
      MethodDescriptor<Q, M> method, Q request, Receiver<M, R> receiver) {
    return ServerStream.start(
        newCall(method, timeouts.stream()),
        requests.complete(request),
        receiver,
        errors,
        timeouts.idle());
  }

  /** A tree, one answer. */
  CompletableFuture<ImportStackResponse> upload(ImportMessages messages) {
    ClientCall<ImportStackRequest, ImportStackResponse> call =
        newCall(TransferServiceGrpc.getImportStackMethod(), timeouts.stream());
    return Upload.start(call, messages, errors, timeouts.idle());
  }

  /** A new call of a stream that the caller reads himself. */
  <Q, M> ClientCall<Q, M> newStream(MethodDescriptor<Q, M> method) {
    return newCall(method, timeouts.stream());
  }

  /** See {@link Requests#complete}. */
  <Q extends Message> Q complete(Q request) {
    return requests.complete(request);
  }

  private <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, Duration limit) {
    return connection.channel().newCall(method, CallOptions.DEFAULT.withDeadlineAfter(limit));
  }
}
