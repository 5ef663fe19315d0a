package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.rpc.Failure;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ImportCommit;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.TransferServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stack that a channel's metadata names. */
class StackChoiceTest {

  private static final Metadata.Key<String> STACK =
      Metadata.Key.of("x-procnet-stack", Metadata.ASCII_STRING_MARSHALLER);

  private static TestDaemon test;

  @BeforeAll
  static void start() throws StartException {
    test = TestDaemon.start();
    var _ =
        StackServiceGrpc.newBlockingStub(test.channel())
            .createStack(
                CreateStackRequest.newBuilder()
                    .setStack(Stack.newBuilder().setName("mine"))
                    .build());
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  @Test
  void request_withoutStack_speaksOfTheChannels() {
    assertThat(stack(channel("mine"), "")).isEqualTo("mine");
    assertThat(
            IntrospectionServiceGrpc.newBlockingStub(channel("mine"))
                .readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build())
                .getHeader()
                .getStack())
        .isEqualTo("mine");
  }

  @Test
  void request_withStack_speaksOfThat() {
    assertThat(stack(channel("mine"), "default")).isEqualTo("default");
  }

  @Test
  void request_withoutBoth_speaksOfTheDefault() {
    assertThat(stack(test.channel(), "")).isEqualTo("default");
    assertThat(stack(channel(""), "")).isEqualTo("default");
  }

  @Test
  void request_channelOfNoStack_fails() {
    Failure failure = Failure.of(() -> stack(channel("nine"), ""));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_STACK_NOT_FOUND);
    assertThat(failure.status().getMessage()).contains("'nine'", "'mine'");
  }

  @Test
  void create_withoutName_isNotNamedByTheChannel() {
    Stack created =
        StackServiceGrpc.newBlockingStub(channel("mine"))
            .createStack(CreateStackRequest.getDefaultInstance())
            .getStack();

    assertThat(created.getName()).startsWith("stack-");
  }

  @Test
  void importStack_streamsStart_isOfTheChannel() throws Exception {
    BlockingClientCall<ImportStackRequest, ImportStackResponse> call =
        TransferServiceGrpc.newBlockingV2Stub(channel("mine")).importStack();
    call.write(ImportStackRequest.newBuilder().setStart(ImportStart.getDefaultInstance()).build());
    call.write(
        ImportStackRequest.newBuilder()
            .setChunk(
                FileChunk.newBuilder()
                    .setName("rt6_stats")
                    .setContent(ByteString.copyFromUtf8("0001 0000 0001 0001 0000 0000 0000\n")))
            .build());
    call.write(
        ImportStackRequest.newBuilder().setCommit(ImportCommit.newBuilder().setFiles(1)).build());
    call.halfClose();

    assertThat(call.read().getHeader().getStack()).isEqualTo("mine");
  }

  private static String stack(Channel channel, String name) {
    return StackServiceGrpc.newBlockingStub(channel)
        .getStack(GetStackRequest.newBuilder().setStack(name).build())
        .getStack()
        .getName();
  }

  private static Channel channel(String stack) {
    Metadata headers = new Metadata();
    headers.put(STACK, stack);
    return ClientInterceptors.intercept(
        test.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
  }
}
