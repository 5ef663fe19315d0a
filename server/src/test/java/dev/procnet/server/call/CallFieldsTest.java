package dev.procnet.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.procnet.v1.CallMatch;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ExportStackResponse;
import dev.procnet.v1.ExportStart;
import dev.procnet.v1.FaultServiceOuterClass;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.IntrospectionServiceOuterClass;
import dev.procnet.v1.JournalServiceOuterClass;
import dev.procnet.v1.ListCallsRequest;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceOuterClass;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import dev.procnet.v1.TransferServiceOuterClass;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallFieldsTest {

  /** Speak of no stack that is there already. */
  private static final Set<String> WITHOUT_STACK = Set.of("CreateStack", "ListStacks");

  private final CallFields fields = new CallFields();

  static Stream<MethodDescriptor> methods() {
    return Stream.of(
            IntrospectionServiceOuterClass.getDescriptor(),
            StackServiceOuterClass.getDescriptor(),
            TransferServiceOuterClass.getDescriptor(),
            FaultServiceOuterClass.getDescriptor(),
            JournalServiceOuterClass.getDescriptor())
        .map(FileDescriptor::getServices)
        .flatMap(services -> services.getFirst().getMethods().stream());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void withStack_eachMethod_isOfThat(MethodDescriptor method) {
    DynamicMessage.Builder request = DynamicMessage.newBuilder(method.getInputType());
    if (method.getName().equals("ImportStack")) {
      request.setField(
          method.getInputType().findFieldByName("start"), ImportStart.getDefaultInstance());
    }

    assertThat(fields.stack(fields.withStack(request.build(), "mine")))
        .isEqualTo(WITHOUT_STACK.contains(method.getName()) ? "" : "mine");
  }

  @Test
  void withStack_oneNamed_isThat() {
    ReadNetFileRequest request = ReadNetFileRequest.newBuilder().setStack("other").build();

    assertThat(fields.withStack(request, "mine")).isSameAs(request);
    assertThat(fields.stack(request)).isEqualTo("other");
  }

  @Test
  void withStack_laterPartOfAnUpload_isLeftAlone() {
    ImportStackRequest chunk =
        ImportStackRequest.newBuilder().setChunk(FileChunk.getDefaultInstance()).build();

    assertThat(fields.withStack(chunk, "mine")).isSameAs(chunk);
    assertThat(fields.stack(chunk)).isEmpty();
  }

  @Test
  void withStack_search_isOfThat() {
    ListCallsRequest request =
        ListCallsRequest.newBuilder().setMatch(CallMatch.newBuilder().setFault("f")).build();

    assertThat(fields.withStack(request, "mine"))
        .isEqualTo(
            ListCallsRequest.newBuilder()
                .setMatch(CallMatch.newBuilder().setFault("f").setStack("mine"))
                .build());
  }

  @Test
  void stack_created_isItsName() {
    assertThat(
            fields.stack(
                CreateStackRequest.newBuilder().setStack(Stack.newBuilder().setName("a")).build()))
        .isEqualTo("a");
  }

  @Test
  void files_readsAndExports_areThoseNamed() {
    assertThat(fields.files(ReadNetFileRequest.newBuilder().setName("tcp").build()))
        .containsExactly("tcp");
    assertThat(fields.files(StreamNetFileRequest.newBuilder().setName("udp").build()))
        .containsExactly("udp");
    assertThat(fields.files(ExportStackRequest.newBuilder().addNames("a").addNames("b").build()))
        .containsExactly("a", "b");
    assertThat(fields.files(ListCallsRequest.getDefaultInstance())).isEmpty();
  }

  @Test
  void revision_ofHeaders_isTheirs() {
    ResponseHeader header = ResponseHeader.newBuilder().setRevision(7).build();

    assertThat(fields.revision(ReadNetFileResponse.newBuilder().setHeader(header).build()))
        .isEqualTo(7);
    assertThat(
            fields.revision(
                ExportStackResponse.newBuilder()
                    .setStart(ExportStart.newBuilder().setHeader(header))
                    .build()))
        .isEqualTo(7);
    assertThat(fields.revision(StreamNetFileResponse.getDefaultInstance())).isZero();
  }
}
