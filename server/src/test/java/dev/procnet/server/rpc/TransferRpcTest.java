package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.openListener;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.QuotaFailure;
import dev.procnet.server.netfile.Corpus;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ExportStackResponse;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.FileOutcome;
import dev.procnet.v1.ImportCommit;
import dev.procnet.v1.ImportMode;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.ImportedFile;
import dev.procnet.v1.Profile;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.TransferServiceGrpc;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransferRpcTest {

  private static final ByteString PSCHED =
      ByteString.copyFromUtf8("000003e8 00000040 000f4240 3b9aca00\n");

  private RpcServer server = RpcServer.start(RpcServer.Setup.NETTY);

  @AfterEach
  void stop() {
    server.close();
  }

  private void startWith(ImportLimits limits) {
    server.close();
    server = RpcServer.start(RpcServer.Setup.NETTY.with(limits));
  }

  private static ImportStackRequest start(ImportStart.Builder start) {
    return ImportStackRequest.newBuilder().setStart(start).build();
  }

  private static ImportStackRequest chunk(String name, ByteString content) {
    return ImportStackRequest.newBuilder()
        .setChunk(FileChunk.newBuilder().setName(name).setContent(content))
        .build();
  }

  private static ImportStackRequest commit(int files) {
    return ImportStackRequest.newBuilder()
        .setCommit(ImportCommit.newBuilder().setFiles(files))
        .build();
  }

  /** Sends the messages, then ends the requests. */
  private Recorder<ImportStackRequest, ImportStackResponse> send(ImportStackRequest... messages) {
    Recorder<ImportStackRequest, ImportStackResponse> recorder = Recorder.running();
    StreamObserver<ImportStackRequest> requests =
        TransferServiceGrpc.newStub(server.channel()).importStack(recorder);
    for (ImportStackRequest message : messages) {
      requests.onNext(message);
    }
    requests.onCompleted();
    return recorder;
  }

  private Failure refused(ImportStackRequest... messages) {
    return send(messages).failure();
  }

  private Recorder<ImportStackRequest, ImportStackResponse> importTree(
      ImportStart.Builder start, Map<String, ByteString> files) {
    List<ImportStackRequest> messages = new ArrayList<>();
    CRC32C sum = new CRC32C();
    messages.add(start(start));
    files.forEach(
        (name, content) -> {
          sum.update(content.toByteArray());
          int at = 0;
          do {
            int end = Math.min(content.size(), at + 1000);
            messages.add(chunk(name, content.substring(at, end)));
            at = end;
          } while (at < content.size());
        });
    messages.add(
        ImportStackRequest.newBuilder()
            .setCommit(
                ImportCommit.newBuilder().setFiles(files.size()).setCrc32C((int) sum.getValue()))
            .build());
    return send(messages.toArray(ImportStackRequest[]::new));
  }

  private Map<String, ByteString> export(ExportStackRequest request) {
    Map<String, ByteString> files = new LinkedHashMap<>();
    CRC32C sum = new CRC32C();
    Iterator<ExportStackResponse> parts = server.transfer().exportStack(request);
    assertThat(parts.next().getStart().getHeader().getServerId())
        .isEqualTo(server.serverId().value());
    ExportStackResponse part = parts.next();
    long bytes = 0;
    while (part.hasChunk()) {
      FileChunk chunk = part.getChunk();
      sum.update(chunk.getContent().toByteArray());
      bytes += chunk.getContent().size();
      files.merge(chunk.getName(), chunk.getContent(), ByteString::concat);
      part = parts.next();
    }
    assertThat(part.getEnd().getFiles()).isEqualTo(files.size());
    assertThat(part.getEnd().getBytesSent()).isEqualTo(bytes);
    assertThat(part.getEnd().getCrc32C()).isEqualTo((int) sum.getValue());
    assertThat(parts.hasNext()).isFalse();
    return files;
  }

  @Test
  void importStack_lenient_keepsWhatNoSystemPrintsAndSaysWhere() {
    Map<String, ByteString> tree =
        Map.of("psched", PSCHED, "arp", ByteString.copyFromUtf8("made by hand\n"));

    Failure strict = importTree(ImportStart.newBuilder(), tree).failure();
    ImportStackResponse lenient =
        importTree(ImportStart.newBuilder().setStack("l").setLenient(true), tree).next();

    assertThat(strict.reason()).isEqualTo(ErrorReason.ERROR_REASON_IMPORT_FILE_INVALID);
    assertThat(lenient.getFilesList())
        .filteredOn(file -> file.getName().equals("arp"))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.getOutcome()).isEqualTo(FileOutcome.FILE_OUTCOME_OPAQUE);
              assertThat(file.getWarning().getLine()).isEqualTo(1);
              assertThat(file.getWarning().getColumn()).isEqualTo(1);
              assertThat(file.getWarning().getExpected()).isEqualTo("the header of arp");
              assertThat(file.getWarning().getActual()).isEqualTo("'made by hand'");
            });
    assertThat(lenient.getFilesList())
        .filteredOn(file -> file.getName().equals("psched"))
        .singleElement()
        .satisfies(file -> assertThat(file.hasWarning()).isFalse());
  }

  @Test
  void importStack_ofACapturedTree_comesBackTheSame() {
    Corpus.Tree tree = Corpus.tree("linux-6.1/tcp-timers-a");

    ImportStackResponse answer =
        importTree(ImportStart.newBuilder().setStack("taken"), tree.files()).next();

    assertThat(answer.getHeader().getRevision()).isEqualTo(1);
    assertThat(answer.getHeader().getStack()).isEqualTo("taken");
    assertThat(answer.getProfile()).isEqualTo(Profile.PROFILE_LINUX_6_1);
    assertThat(answer.getFilesList())
        .extracting(ImportedFile::getName)
        .containsExactlyElementsOf(tree.files().keySet());
    ImportedFile tcp =
        answer.getFilesList().stream()
            .filter(file -> file.getName().equals("tcp"))
            .findFirst()
            .orElseThrow();
    assertThat(tcp.getOutcome()).isEqualTo(FileOutcome.FILE_OUTCOME_MODELLED);
    assertThat(tcp.getLines()).isEqualTo(12);
    assertThat(tcp.getBytes()).isEqualTo(1800);
    Map<String, ByteString> exported =
        export(ExportStackRequest.newBuilder().setStack("taken").build());
    assertThat(exported.keySet()).isEqualTo(tree.files().keySet());
    exported.forEach((name, content) -> assertThat(content).as(name).isEqualTo(tree.masked(name)));
  }

  @Test
  void importStack_intoAStack_replacesItsState() {
    server.apply(openListener(80));

    ImportStackResponse answer =
        importTree(ImportStart.newBuilder(), Map.of("psched", PSCHED)).next();

    assertThat(answer.getHeader().getRevision()).isEqualTo(3);
    assertThat(answer.getHeader().getStack()).isEqualTo("default");
    assertThat(export(ExportStackRequest.getDefaultInstance()))
        .containsExactlyEntriesOf(Map.of("psched", PSCHED));
  }

  @Test
  void importStack_ofAnUnknownFile_keepsItAsItIs() {
    ByteString content = ByteString.copyFrom(new byte[] {0, (byte) 0xFF, 10});
    Map<String, ByteString> tree = new LinkedHashMap<>();
    tree.put("psched", PSCHED);
    tree.put("atm/eth0", content);
    tree.put("empty", ByteString.EMPTY);

    ImportStackResponse answer = importTree(ImportStart.newBuilder(), tree).next();

    assertThat(answer.getFilesList())
        .extracting(ImportedFile::getOutcome)
        .containsExactly(
            FileOutcome.FILE_OUTCOME_MODELLED,
            FileOutcome.FILE_OUTCOME_OPAQUE,
            FileOutcome.FILE_OUTCOME_OPAQUE);
    assertThat(export(ExportStackRequest.getDefaultInstance()))
        .containsOnly(
            Map.entry("psched", PSCHED),
            Map.entry("atm/eth0", content),
            Map.entry("empty", ByteString.EMPTY));
  }

  @Test
  void importStack_outOfOrder_isRefused() {
    ImportStackRequest start = start(ImportStart.newBuilder());
    ImportStackRequest psched = chunk("psched", PSCHED);
    ImportStackRequest other = chunk("other", PSCHED);

    assertOutOfOrder(refused(), "start", "the end of the stream");
    assertOutOfOrder(refused(psched), "start", "chunk");
    assertOutOfOrder(refused(commit(0)), "start", "commit");
    assertOutOfOrder(refused(ImportStackRequest.getDefaultInstance()), "start", "no part");
    assertOutOfOrder(refused(start, start), "chunk or commit", "start");
    assertOutOfOrder(refused(start, psched), "chunk or commit", "the end of the stream");
    assertOutOfOrder(
        refused(start, psched, other, psched), "a chunk of a new file", "a chunk of psched");
    assertOutOfOrder(refused(start, psched, commit(1), other), "the end of the stream", "chunk");
    assertOutOfOrder(
        refused(start, psched, commit(1), commit(1)), "the end of the stream", "commit");
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
  }

  private static void assertOutOfOrder(Failure failure, String expected, String actual) {
    assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_IMPORT_SEQUENCE_INVALID);
    assertThat(failure.metadata())
        .containsEntry("expected", expected)
        .containsEntry("actual", actual);
  }

  @Test
  void importStack_thatIsNotWhatItsCommitSays_isRefused() {
    ImportStackRequest start = start(ImportStart.newBuilder());
    ImportStackRequest psched = chunk("psched", PSCHED);
    Failure count = refused(start, psched, commit(2));
    Failure digest =
        refused(
            start,
            psched,
            ImportStackRequest.newBuilder()
                .setCommit(ImportCommit.newBuilder().setFiles(1).setCrc32C(0))
                .build());

    assertThat(count.code()).isEqualTo(Code.DATA_LOSS);
    assertThat(count.reason()).isEqualTo(ErrorReason.ERROR_REASON_IMPORT_DIGEST_MISMATCH);
    assertThat(count.metadata())
        .containsEntry("expected", "2 files")
        .containsEntry("actual", "1 files");
    assertThat(digest.reason()).isEqualTo(ErrorReason.ERROR_REASON_IMPORT_DIGEST_MISMATCH);
    assertThat(digest.metadata().get("expected")).isEqualTo("crc32c 00000000");
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
  }

  @Test
  void importStack_withWrongFields_isRefused() {
    assertThat(
            refused(
                    start(
                        ImportStart.newBuilder()
                            .setStack("No")
                            .setModeValue(9)
                            .setProfileValue(9)
                            .setRequestId("x".repeat(65))))
                .violations())
        .containsOnlyKeys("start.stack", "start.mode", "start.profile", "start.request_id");
    for (String name : List.of("", "/tcp", "a//b", "a/", ".", "a/../b", "x".repeat(256), "a\0")) {
      assertThat(refused(start(ImportStart.newBuilder()), chunk(name, PSCHED)).violations())
          .as(name)
          .containsOnlyKeys("chunk.name");
    }
    ByteString large = ByteString.copyFrom(new byte[(1 << 20) + 1]);
    assertThat(refused(start(ImportStart.newBuilder()), chunk("a", large)).violations())
        .containsOnlyKeys("chunk.content");
  }

  @Test
  void importStack_ofAFileThatNoKernelPrints_saysWhereAndGoesOnServing() {
    server.apply(openListener(80));
    ByteString before = server.file("tcp");

    Failure failure =
        refused(
            start(ImportStart.newBuilder()),
            chunk("psched", ByteString.copyFromUtf8("000003e8 00000040 nonsense 3b9aca00\n")),
            chunk("tcp", ByteString.copyFromUtf8("garbage\n")),
            commit(2));

    assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_IMPORT_FILE_INVALID);
    assertThat(failure.metadata())
        .containsKeys("file", "line", "column", "expected", "actual")
        .containsEntry("file", "psched")
        .containsEntry("line", "1")
        .containsEntry("column", "19");
    assertThat(failure.violations()).containsOnlyKeys("psched:1:19", "tcp:1:1");
    assertThat(server.stack().snapshot().revision()).isEqualTo(2);
    assertThat(export(ExportStackRequest.newBuilder().addNames("tcp").build()))
        .containsExactlyEntriesOf(Map.of("tcp", before));
  }

  @Test
  void importStack_byMode_makesOrReplaces() {
    ImportStart.Builder create =
        ImportStart.newBuilder().setStack("a").setMode(ImportMode.IMPORT_MODE_CREATE);
    ImportStart.Builder replace =
        ImportStart.newBuilder().setStack("a").setMode(ImportMode.IMPORT_MODE_REPLACE);
    Map<String, ByteString> tree = Map.of("psched", PSCHED);

    Failure missing = importTree(replace, tree).failure();
    ImportStackResponse created = importTree(create, tree).next();
    Failure there = importTree(create, tree).failure();
    ImportStackResponse replaced = importTree(replace, tree).next();

    assertThat(missing.reason()).isEqualTo(ErrorReason.ERROR_REASON_STACK_NOT_FOUND);
    assertThat(created.getHeader().getRevision()).isEqualTo(1);
    assertThat(there.reason()).isEqualTo(ErrorReason.ERROR_REASON_STACK_ALREADY_EXISTS);
    assertThat(replaced.getHeader().getRevision()).isEqualTo(2);
  }

  @Test
  void importStack_atAnotherRevision_isRefused() {
    Map<String, ByteString> tree = Map.of("psched", PSCHED);

    Failure other = importTree(ImportStart.newBuilder().setExpectedRevision(2), tree).failure();
    Failure absent =
        importTree(ImportStart.newBuilder().setStack("a").setExpectedRevision(1), tree).failure();
    ImportStackResponse right =
        importTree(ImportStart.newBuilder().setExpectedRevision(1), tree).next();

    assertThat(other.code()).isEqualTo(Code.ABORTED);
    assertThat(other.reason()).isEqualTo(ErrorReason.ERROR_REASON_PRECONDITION_MISMATCH);
    assertThat(absent.metadata()).containsEntry("actual", "absent");
    assertThat(right.getHeader().getRevision()).isEqualTo(2);
  }

  @Test
  void importStack_validateOnly_appliesNothing() {
    Map<String, ByteString> tree = Map.of("psched", PSCHED);

    ImportStackResponse there =
        importTree(ImportStart.newBuilder().setValidateOnly(true), tree).next();
    ImportStackResponse absent =
        importTree(ImportStart.newBuilder().setStack("a").setValidateOnly(true), tree).next();
    Failure other =
        importTree(ImportStart.newBuilder().setValidateOnly(true).setExpectedRevision(7), tree)
            .failure();

    assertThat(there.getHeader().getRevision()).isEqualTo(1);
    assertThat(there.getFilesCount()).isEqualTo(1);
    assertThat(absent.getHeader().getRevision()).isZero();
    assertThat(server.stacks().find("a")).isNull();
    assertThat(other.reason()).isEqualTo(ErrorReason.ERROR_REASON_PRECONDITION_MISMATCH);
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
  }

  @Test
  void importStack_again_isAnsweredAgain() {
    ImportStart.Builder once = ImportStart.newBuilder().setRequestId("once");

    ImportStackResponse first = importTree(once, Map.of("psched", PSCHED)).next();
    ImportStackResponse second = importTree(once, Map.of("psched", PSCHED)).next();
    Failure reused = importTree(once, Map.of("other", PSCHED)).failure();

    assertThat(second).isEqualTo(first);
    assertThat(server.stack().snapshot().revision()).isEqualTo(2);
    assertThat(reused.reason()).isEqualTo(ErrorReason.ERROR_REASON_REQUEST_ID_REUSED);
  }

  @Test
  void importStack_beyondTheLimits_isRefused() {
    startWith(new ImportLimits(100, 2, 4));
    ImportStackRequest start = start(ImportStart.newBuilder());

    Failure bytes =
        refused(
            start,
            chunk("a", ByteString.copyFrom(new byte[60])),
            chunk("a", PSCHED.concat(PSCHED)));
    Failure files =
        refused(
            start,
            chunk("a", ByteString.EMPTY),
            chunk("b", ByteString.EMPTY),
            chunk("c", ByteString.EMPTY));

    assertThat(bytes.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(bytes.reason()).isEqualTo(ErrorReason.ERROR_REASON_QUOTA_EXCEEDED);
    assertThat(bytes.metadata())
        .containsEntry("quota", "import_bytes")
        .containsEntry("limit", "100")
        .containsEntry("used", "132");
    assertThat(files.metadata()).containsEntry("quota", "import_files");
    assertThat(files.detail(QuotaFailure.class).getViolations(0).getSubject())
        .isEqualTo("import_files");
  }

  @Test
  void importStack_ofSixtyFourMebibytes_comesBackTheSame() {
    byte[] bytes = new byte[1 << 20];
    Arrays.fill(bytes, (byte) 'x');
    ByteString mebibyte = ByteString.copyFrom(bytes);
    Recorder<ImportStackRequest, ImportStackResponse> recorder = Recorder.running();
    StreamObserver<ImportStackRequest> requests =
        TransferServiceGrpc.newStub(server.channel()).importStack(recorder);
    requests.onNext(start(ImportStart.newBuilder()));
    for (int i = 0; i < 64; i++) {
      requests.onNext(chunk("large", mebibyte));
    }
    requests.onNext(chunk("psched", PSCHED));
    requests.onNext(commit(2));
    requests.onCompleted();

    assertThat(recorder.next().getFiles(0).getBytes()).isEqualTo(64L << 20);
    ByteString exported =
        export(ExportStackRequest.getDefaultInstance()).getOrDefault("large", ByteString.EMPTY);
    assertThat(exported.size()).isEqualTo(64 << 20);
  }

  @Test
  void importStack_cancelled_appliesNothingAndGivesItsPlaceBack() {
    startWith(new ImportLimits(1000, 10, 1));
    Recorder<ImportStackRequest, ImportStackResponse> recorder = Recorder.running();
    StreamObserver<ImportStackRequest> requests =
        TransferServiceGrpc.newStub(server.channel()).importStack(recorder);
    requests.onNext(start(ImportStart.newBuilder()));
    requests.onNext(chunk("psched", PSCHED));
    ImportSlots slots = server.get(ImportSlots.class);
    Awaitility.await().until(() -> slots.free() == 0);
    Failure full = refused(start(ImportStart.newBuilder()));

    recorder.call().cancel("enough", null);

    Awaitility.await().until(() -> slots.free() == 1);
    assertThat(full.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(full.metadata()).containsEntry("quota", "imports");
    assertThat(server.stack().snapshot().revision()).isEqualTo(1);
    assertThat(
            importTree(ImportStart.newBuilder(), Map.of("psched", PSCHED)).next().getFilesCount())
        .isEqualTo(1);
  }

  @Test
  void importStack_refused_givesItsPlaceBack() {
    startWith(new ImportLimits(1000, 10, 1));
    for (int i = 0; i < 3; i++) {
      assertThat(refused(commit(1)).reason())
          .isEqualTo(ErrorReason.ERROR_REASON_IMPORT_SEQUENCE_INVALID);
      Awaitility.await().until(() -> server.get(ImportSlots.class).free() == 1);
    }
  }

  @Test
  void exportStack_ofSomeFiles_givesThoseInTheirOrder() {
    server.apply(openListener(80));

    assertThat(export(ExportStackRequest.newBuilder().addNames("tcp6").addNames("tcp").build()))
        .containsExactly(
            Map.entry("tcp6", server.file("tcp6")), Map.entry("tcp", server.file("tcp")));
  }

  @Test
  void exportStack_ofARevision_givesItsFiles() {
    ByteString before = server.file("tcp");
    server.apply(openListener(80));
    ExportStackRequest request =
        ExportStackRequest.newBuilder()
            .setRead(ReadOptions.newBuilder().setExactRevision(1))
            .build();

    assertThat(export(request)).containsEntry("tcp", before);
  }

  @Test
  void exportStack_ofAnUnknownFile_isRefusedBeforeAnything() {
    Failure failure =
        Failure.of(
            () ->
                server
                    .transfer()
                    .exportStack(ExportStackRequest.newBuilder().addNames("tcp7").build())
                    .next());

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_NET_FILE_UNKNOWN);
    assertThat(failure.metadata()).containsEntry("suggestion", "tcp");
  }
}
