package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.v1.ImportCommit;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackRequest.PartCase;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One import: takes message after message, asking for the next when it is done with one, and when
 * all are there has the tree imported by a thread that may take its time.
 */
final class ImportCall implements StreamObserver<ImportStackRequest> {

  private final ServerCallStreamObserver<ImportStackResponse> call;
  private final TreeImports imports;
  private final TreeUpload upload;
  private final ImportSlots.Slot slot;
  private @Nullable ImportStart start;
  private @Nullable ImportCommit commit;
  private boolean over;

  /**
   * @param slot is given back when the import has ended, however it did
   */
  ImportCall(
      ServerCallStreamObserver<ImportStackResponse> call,
      TreeImports imports,
      TreeUpload upload,
      ImportSlots.Slot slot) {
    this.call = call;
    this.imports = imports;
    this.upload = upload;
    this.slot = slot;
    call.setOnCancelHandler(slot::release);
    call.setOnCloseHandler(slot::release);
    call.disableAutoRequest();
    call.request(1);
  }

  @Override
  public void onNext(ImportStackRequest message) {
    if (over) {
      return;
    }
    try {
      take(message);
      call.request(1);
    } catch (ProcnetException e) {
      fail(e);
    }
  }

  private void take(ImportStackRequest message) {
    PartCase part = message.getPartCase();
    if (start == null) {
      expect("start", part == PartCase.START, part);
      start = Violations.under("start", () -> imports.checked(message.getStart()));
    } else if (commit != null) {
      expect("the end of the stream", false, part);
    } else if (part == PartCase.CHUNK) {
      upload.add(message.getChunk());
    } else {
      expect("chunk or commit", part == PartCase.COMMIT, part);
      commit = message.getCommit();
    }
  }

  private static void expect(String expected, boolean met, PartCase part) {
    if (!met) {
      String actual =
          part == PartCase.PART_NOT_SET
              ? "no part"
              : part.name().toLowerCase(java.util.Locale.ROOT);
      throw outOfOrder(expected, actual);
    }
  }

  @Override
  public void onCompleted() {
    if (over) {
      return;
    }
    ImportStart begun = start;
    ImportCommit committed = commit;
    if (begun == null || committed == null) {
      fail(outOfOrder(begun == null ? "start" : "chunk or commit", "the end of the stream"));
      return;
    }
    over = true;
    try {
      Map<String, ByteString> tree = upload.commit(committed);
      slot.run(() -> answer(begun, tree));
    } catch (ProcnetException e) {
      fail(e);
    }
  }

  private void answer(ImportStart begun, Map<String, ByteString> tree) {
    try {
      ImportStackResponse response = imports.run(begun, tree, upload.identity(), call::isCancelled);
      call.onNext(response);
      call.onCompleted();
    } catch (RuntimeException | Error e) {
      call.onError(e);
    }
  }

  /** The caller is gone: nothing was applied. */
  @Override
  public void onError(Throwable gone) {
    over = true;
  }

  private void fail(ProcnetException error) {
    over = true;
    call.onError(error);
  }

  private static ProcnetException outOfOrder(String expected, String actual) {
    return ProcnetException.of(
        Reason.IMPORT_SEQUENCE_INVALID,
        "got " + actual + ", expected " + expected,
        "expected",
        expected,
        "actual",
        actual);
  }
}
