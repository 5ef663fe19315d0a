package dev.procnet.server;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.StringValue;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.util.concurrent.CountDownLatch;

/** A service whose calls end when told: {@code Say} answers at once, {@code Wait} when let go. */
public final class FakeService implements BindableService {

  public static final String NAME = "procnet.test.Fake";

  private static final MethodDescriptor<StringValue, StringValue> SAY = method("Say");
  private static final MethodDescriptor<StringValue, StringValue> WAIT = method("Wait");
  private static final MethodDescriptor<StringValue, StringValue> DENY = method("Deny");

  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(NAME)
        .addMethod(
            SAY,
            ServerCalls.asyncUnaryCall(
                (request, observer) -> {
                  observer.onNext(request);
                  observer.onCompleted();
                }))
        .addMethod(
            WAIT,
            ServerCalls.asyncUnaryCall(
                (request, observer) -> {
                  waiting.countDown();
                  try {
                    letGo.await();
                    observer.onNext(request);
                    observer.onCompleted();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    observer.onError(Status.ABORTED.asRuntimeException());
                  }
                }))
        .addMethod(
            DENY,
            ServerCalls.asyncUnaryCall(
                (request, observer) ->
                    observer.onError(
                        Status.PERMISSION_DENIED
                            .withDescription(request.getValue())
                            .asRuntimeException())))
        .build();
  }

  /** Waits until a {@code Wait} is under way. */
  public void awaitCall() throws InterruptedException {
    waiting.await();
  }

  /** Lets {@code Wait} answer. */
  public void letGo() {
    letGo.countDown();
  }

  public static String say(Channel channel, String word) {
    return ClientCalls.blockingUnaryCall(channel, SAY, CallOptions.DEFAULT, StringValue.of(word))
        .getValue();
  }

  public static String deny(Channel channel, String word) {
    return ClientCalls.blockingUnaryCall(channel, DENY, CallOptions.DEFAULT, StringValue.of(word))
        .getValue();
  }

  public static ListenableFuture<StringValue> startWait(Channel channel, String word) {
    return ClientCalls.futureUnaryCall(
        channel.newCall(WAIT, CallOptions.DEFAULT), StringValue.of(word));
  }

  private static MethodDescriptor<StringValue, StringValue> method(String name) {
    return MethodDescriptor.<StringValue, StringValue>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, name))
        .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
        .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
        .build();
  }
}
