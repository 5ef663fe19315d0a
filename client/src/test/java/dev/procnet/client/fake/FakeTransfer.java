package dev.procnet.client.fake;

import static dev.procnet.client.fake.FakeIntrospection.answer;
import static dev.procnet.client.fake.FakeIntrospection.crc32c;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.ExportEnd;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ExportStackResponse;
import dev.procnet.v1.ExportStart;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.FileOutcome;
import dev.procnet.v1.ImportCommit;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.ImportedFile;
import dev.procnet.v1.Profile;
import dev.procnet.v1.TransferServiceGrpc.TransferServiceImplBase;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Trees in and out of the fake stacks. A file that begins with "bad" is not what a kernel prints.
 */
final class FakeTransfer extends TransferServiceImplBase {

  private final FakeState state;
  private final List<ImportStart> imports = new CopyOnWriteArrayList<>();
  private final AtomicLong received = new AtomicLong();
  private volatile boolean stalled;

  FakeTransfer(FakeState state) {
    this.state = state;
  }

  List<ImportStart> imports() {
    return imports;
  }

  /** Bytes of content that came so far, of all imports. */
  AtomicLong received() {
    return received;
  }

  /** Imports are taken no further than their first message. */
  void stall() {
    stalled = true;
  }

  @Override
  public StreamObserver<ImportStackRequest> importStack(
      StreamObserver<ImportStackResponse> observer) {
    if (stalled) {
      ((ServerCallStreamObserver<ImportStackResponse>) observer).disableAutoRequest();
    }
    return new Import(observer);
  }

  private final class Import implements StreamObserver<ImportStackRequest> {
    private final StreamObserver<ImportStackResponse> observer;
    private final Map<String, ByteString> files = new LinkedHashMap<>();
    private ImportStart start = ImportStart.getDefaultInstance();

    Import(StreamObserver<ImportStackResponse> observer) {
      this.observer = observer;
    }

    @Override
    public void onNext(ImportStackRequest request) {
      switch (request.getPartCase()) {
        case START -> start = request.getStart();
        case CHUNK -> chunk(request.getChunk());
        case COMMIT -> commit(request.getCommit());
        case PART_NOT_SET -> observer.onError(Status.INTERNAL.asRuntimeException());
      }
    }

    private void chunk(FileChunk chunk) {
      received.addAndGet(chunk.getContent().size());
      files.merge(chunk.getName(), chunk.getContent(), ByteString::concat);
    }

    private void commit(ImportCommit commit) {
      ByteString all = files.values().stream().reduce(ByteString.EMPTY, ByteString::concat);
      if (commit.getFiles() != files.size() || commit.getCrc32C() != crc32c(all)) {
        observer.onError(
            Faults.error(Code.DATA_LOSS, "IMPORT_DIGEST_MISMATCH", Map.of(), "not what was sent"));
      } else if (files.values().stream().anyMatch(FakeTransfer::isBad) && !start.getLenient()) {
        observer.onError(
            Faults.error(
                Code.INVALID_ARGUMENT,
                "IMPORT_FILE_INVALID",
                Map.of("file", "tcp", "line", "1", "column", "1"),
                "the tree is not what a kernel prints",
                "tcp:1:1",
                "'bad': '  sl' expected",
                "udp:3:7",
                "'x': a hexadecimal number expected"));
      } else {
        apply();
      }
    }

    private void apply() {
      imports.add(start);
      FakeStack stack = state.stacks().computeIfAbsent(start.getStack(), n -> new FakeStack());
      if (!start.getValidateOnly()) {
        stack.replace(files);
      }
      ImportStackResponse.Builder response =
          ImportStackResponse.newBuilder()
              .setHeader(state.header(start.getStack()))
              .setProfile(Profile.PROFILE_LINUX_6_18);
      files.forEach((name, content) -> response.addFiles(file(name, content)));
      answer(observer, response.build());
    }

    @Override
    public void onError(Throwable t) {
      // Nothing was applied.
    }

    @Override
    public void onCompleted() {
      // The commit has answered.
    }
  }

  /** Somewhere in its hexadecimal numbers a large table of a kernel's says so too. */
  private static boolean isBad(ByteString content) {
    return content.startsWith(ByteString.copyFromUtf8("bad"));
  }

  private static ImportedFile file(String name, ByteString content) {
    ImportedFile.Builder file = ImportedFile.newBuilder();
    boolean bad = isBad(content);
    if (bad) {
      file.getWarningBuilder().setLine(1).setColumn(2).setExpected("good").setActual("'bad'");
    }
    return file.setName(name)
        .setOutcome(
            bad || name.contains("/")
                ? FileOutcome.FILE_OUTCOME_OPAQUE
                : FileOutcome.FILE_OUTCOME_MODELLED)
        .setBytes(content.size())
        .setLines(content.toStringUtf8().lines().count())
        .build();
  }

  @Override
  public void exportStack(
      ExportStackRequest request, StreamObserver<ExportStackResponse> observer) {
    Map<String, ByteString> files =
        new LinkedHashMap<>(
            state.stack(request.getStack()).files(request.getRead().getExactRevision()));
    if (request.getNamesCount() > 0) {
      files.keySet().retainAll(request.getNamesList());
    }
    observer.onNext(
        ExportStackResponse.newBuilder()
            .setStart(ExportStart.newBuilder().setHeader(state.header(request.getStack())))
            .build());
    files.forEach((name, content) -> observer.onNext(chunk(name, content)));
    ByteString all = files.values().stream().reduce(ByteString.EMPTY, ByteString::concat);
    end(observer, all, files.size());
  }

  private void end(StreamObserver<ExportStackResponse> observer, ByteString all, int files) {
    StreamFault fault = state.faults().streams();
    ExportEnd.Builder end =
        ExportEnd.newBuilder()
            .setFiles(files)
            .setBytesSent(all.size() + (fault == StreamFault.WRONG_LENGTH ? 1 : 0))
            .setCrc32C(crc32c(fault == StreamFault.WRONG_DIGEST ? ByteString.EMPTY : all));
    switch (fault) {
      case NONE, WRONG_DIGEST, WRONG_LENGTH ->
          answer(observer, ExportStackResponse.newBuilder().setEnd(end).build());
      case NO_END -> observer.onCompleted();
      case UNAVAILABLE ->
          observer.onError(Status.UNAVAILABLE.withDescription("going down").asRuntimeException());
      case SILENCE -> {
        // The client has to notice by itself.
      }
    }
  }

  private static ExportStackResponse chunk(String name, ByteString content) {
    return ExportStackResponse.newBuilder()
        .setChunk(FileChunk.newBuilder().setName(name).setContent(content))
        .build();
  }
}
