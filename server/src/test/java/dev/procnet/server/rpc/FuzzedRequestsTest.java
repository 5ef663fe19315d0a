package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.procnet.server.robust.RawBytes;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.TransferServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every RPC takes any request made of its descriptor, and any bytes, without a defect. */
class FuzzedRequestsTest {

  private static final int REQUESTS = 20;
  private static final int DEPTH = 5;
  private static RpcServer server;

  @BeforeAll
  static void start() {
    server = RpcServer.start(RpcServer.Setup.NETTY);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<io.grpc.MethodDescriptor<?, ?>> methods() {
    return Stream.of(
            IntrospectionServiceGrpc.getServiceDescriptor(),
            StackServiceGrpc.getServiceDescriptor(),
            TransferServiceGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void call_anyRequest_isNoDefect(io.grpc.MethodDescriptor<?, ?> method) throws Exception {
    Random random = new Random(method.getFullMethodName().hashCode());
    MethodDescriptor proto =
        Objects.requireNonNull((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor())
            .getMethodDescriptor();
    for (int i = 0; i < REQUESTS; i++) {
      Message request = message(proto.getInputType(), random, DEPTH);
      check(method, request.toByteString(), request);
      check(method, damaged(request.toByteString(), random), request);
    }
  }

  private static void check(
      io.grpc.MethodDescriptor<?, ?> method, ByteString request, Message asked) throws Exception {
    Status status = call(method, request);
    assertThat(status.getCode())
        .as("%s of %s: %s", method.getFullMethodName(), asked, status)
        .isNotIn(Status.Code.INTERNAL, Status.Code.UNKNOWN, Status.Code.UNAVAILABLE);
  }

  private static Status call(io.grpc.MethodDescriptor<?, ?> method, ByteString request)
      throws Exception {
    RawBytes.Answer answer = new RawBytes.Answer();
    ClientCall<ByteString, ByteString> call =
        server
            .channel()
            .newCall(
                RawBytes.method(method),
                CallOptions.DEFAULT.withDeadlineAfter(
                    method.getType() == MethodType.UNARY ? 300 : 60, TimeUnit.MILLISECONDS));
    call.start(answer, new io.grpc.Metadata());
    call.request(Integer.MAX_VALUE);
    call.sendMessage(request);
    call.halfClose();
    return answer.await();
  }

  /** Bytes of a message with some of them changed, cut or doubled. */
  private static ByteString damaged(ByteString bytes, Random random) {
    byte[] copy = bytes.toByteArray();
    for (int i = 0; i < copy.length / 10 + 1 && copy.length > 0; i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return ByteString.copyFrom(
        Arrays.copyOf(copy, random.nextInt(4) == 0 ? copy.length / 2 : copy.length));
  }

  private static Message message(Descriptor type, Random random, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (random.nextInt(3) > 0 || (nested && depth == 0)) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(3); i > 0; i--) {
          message.addRepeatedField(field, value(field, random, depth));
        }
      } else {
        message.setField(field, value(field, random, depth));
      }
    }
    return message.build();
  }

  private static Object value(FieldDescriptor field, Random random, int depth) {
    return switch (field.getJavaType()) {
      case INT -> number(random).intValue();
      case LONG -> number(random);
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text(field, random);
      case BYTE_STRING -> ByteString.copyFromUtf8(text(field, random));
      case ENUM ->
          random.nextInt(5) == 0
              ? field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(100))
              : field
                  .getEnumType()
                  .getValues()
                  .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> message(field.getMessageType(), random, depth - 1);
    };
  }

  private static Long number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0L;
      case 1 -> -1L;
      case 2 -> (long) random.nextInt(4);
      case 3 -> (long) random.nextInt(70_000);
      case 4 -> Long.MIN_VALUE + random.nextInt(2);
      default -> random.nextLong();
    };
  }

  private static String text(FieldDescriptor field, Random random) {
    if (field.getName().equals("stack") || field.getName().equals("peer_stack")) {
      return random.nextInt(4) == 0 ? "no-such" : "";
    }
    String[] words = {
      "",
      "tcp",
      "snmp",
      "lo",
      "eth0",
      "127.0.0.1",
      "::1",
      "Tcp",
      "\0",
      "a\nb",
      "ü".repeat(70),
      "InSegs",
      "10.0.0.0",
      "ipv4/ip_forward",
      "dev_snmp6/lo",
      "../etc/passwd",
      "99999999999999999999"
    };
    return words[random.nextInt(words.length)];
  }
}
