package dev.procnet.client;

import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.TransferServiceGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Whole trees in and out. A request without a stack speaks of the client's; an import without a
 * request id gets one. Calls throw {@link ProcnetClientException}; futures complete with it.
 */
public final class TransferClient {

  private final Calls calls;

  TransferClient(Calls calls) {
    this.calls = calls;
  }

  /**
   * Sends a tree. Nothing is applied unless all of it came.
   *
   * @param source gives the files, on another thread; closed at the end
   * @throws IOException of the source
   */
  public ImportStackResponse importStack(ImportStart start, ChunkSource source) throws IOException {
    return Futures.awaitIo(importStackAsync(start, source));
  }

  /** As {@link #importStack}. */
  public CompletableFuture<ImportStackResponse> importStackAsync(
      ImportStart start, ChunkSource source) {
    return calls.upload(new ImportMessages(calls.complete(start), source));
  }

  /**
   * Receives a tree, its count of files, its length and its digest compared at the end.
   *
   * @param sink takes the files, on another thread
   * @throws BrokenStreamException if it ended short; what the sink took is not the tree
   * @throws IOException of the sink
   */
  public ExportReceipt exportStack(ExportStackRequest request, ExportSink sink) throws IOException {
    return Futures.awaitIo(exportStackAsync(request, sink));
  }

  /** As {@link #exportStack}. */
  public CompletableFuture<ExportReceipt> exportStackAsync(
      ExportStackRequest request, ExportSink sink) {
    return calls.receive(
        TransferServiceGrpc.getExportStackMethod(), request, new ExportReceiver(sink));
  }

  /**
   * Writes a tree into a directory, each file replaced whole, and none unless all of them came.
   *
   * @param net takes the files; made where it is not there
   */
  public ExportReceipt exportTo(ExportStackRequest request, Path net) throws IOException {
    return exportTo(request, net, chunk -> {});
  }

  /**
   * As {@link #exportTo(ExportStackRequest, Path)}.
   *
   * @param watcher sees each chunk before it is written, on another thread
   */
  public ExportReceipt exportTo(ExportStackRequest request, Path net, ExportSink watcher)
      throws IOException {
    try (StagedTree staged = StagedTree.beside(net)) {
      ExportReceipt receipt =
          exportStack(
              request,
              chunk -> {
                watcher.accept(chunk);
                staged.accept(chunk);
              });
      staged.publish();
      return receipt;
    }
  }
}
