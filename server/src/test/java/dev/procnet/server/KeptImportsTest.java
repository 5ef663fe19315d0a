package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ImportCommit;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.ResetStackRequest;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.TransferServiceGrpc;
import io.grpc.stub.BlockingClientCall;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import is carried out once, also where its caller asks again after a restart. */
class KeptImportsTest {

  private static final String PSCHED = "000003e8 00000040 000f4240 3b9aca00\n";

  private final KeptState state;

  KeptImportsTest(@TempDir Path directory) {
    state = new KeptState(directory);
  }

  private TestDaemon start() throws StartException {
    return TestDaemon.start("--state-dir", state.path().toString());
  }

  private static ImportStackResponse importTree(TestDaemon server, String stack, String content)
      throws Exception {
    BlockingClientCall<ImportStackRequest, ImportStackResponse> call =
        TransferServiceGrpc.newBlockingV2Stub(server.shared()).importStack();
    var _ =
        call.write(
            ImportStackRequest.newBuilder()
                .setStart(
                    ImportStart.newBuilder()
                        .setStack(stack)
                        .setLenient(true)
                        .setRequestId("import-" + stack))
                .build());
    var _ =
        call.write(
            ImportStackRequest.newBuilder()
                .setChunk(
                    FileChunk.newBuilder()
                        .setName("psched")
                        .setContent(ByteString.copyFromUtf8(content)))
                .build());
    var _ =
        call.write(
            ImportStackRequest.newBuilder()
                .setCommit(ImportCommit.newBuilder().setFiles(1))
                .build());
    call.halfClose();
    return call.read();
  }

  private static long revision(TestDaemon server, String stack) {
    return StackServiceGrpc.newBlockingStub(server.shared())
        .getStack(GetStackRequest.newBuilder().setStack(stack).build())
        .getHeader()
        .getRevision();
  }

  @Test
  void restart_killed_importsAreAnsweredAgainAndNotCarriedOutAgain() throws Exception {
    ImportStackResponse replaced;
    ImportStackResponse created;
    try (TestDaemon server = start()) {
      replaced = importTree(server, "", PSCHED);
      created = importTree(server, "new", "odd\n");
      state.kill();
    }
    assertThat(created.getFiles(0).hasWarning()).isTrue();
    try (TestDaemon server = start()) {
      var _ =
          StackServiceGrpc.newBlockingStub(server.shared())
              .resetStack(ResetStackRequest.newBuilder().setStack("new").build());

      assertThat(withoutOldest(importTree(server, "", PSCHED))).isEqualTo(withoutOldest(replaced));
      assertThat(withoutOldest(importTree(server, "new", "odd\n")))
          .isEqualTo(withoutOldest(created));
      assertThat(revision(server, "")).isEqualTo(2);
      assertThat(revision(server, "new")).isEqualTo(2);
      assertThatThrownBy(() -> importTree(server, "new", PSCHED))
          .hasMessageContaining("request_id 'import-new' was used for another request");
    }
  }

  /** How far back can be read is told as it is now. */
  private static ImportStackResponse withoutOldest(ImportStackResponse answer) {
    ImportStackResponse.Builder same = answer.toBuilder();
    same.getHeaderBuilder().clearCompactRevision();
    return same.build();
  }
}
