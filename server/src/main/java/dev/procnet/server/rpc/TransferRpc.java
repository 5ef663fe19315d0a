package dev.procnet.server.rpc;

import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Renderings;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ExportStackResponse;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.TransferServiceGrpc.TransferServiceImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Whole trees in and out. */
@Singleton
public final class TransferRpc extends TransferServiceImplBase {

  private final Reads reads;
  private final NetFiles netFiles;
  private final Renderings renderings;
  private final TreeImports imports;
  private final ImportLimits limits;
  private final ImportSlots slots;

  @Inject
  TransferRpc(
      Reads reads,
      NetFiles netFiles,
      Renderings renderings,
      TreeImports imports,
      ImportLimits limits,
      ImportSlots slots) {
    this.reads = reads;
    this.netFiles = netFiles;
    this.renderings = renderings;
    this.imports = imports;
    this.limits = limits;
    this.slots = slots;
  }

  @Override
  public StreamObserver<ImportStackRequest> importStack(
      StreamObserver<ImportStackResponse> observer) {
    return new ImportCall(
        (ServerCallStreamObserver<ImportStackResponse>) observer,
        imports,
        new TreeUpload(limits),
        slots.take());
  }

  @Override
  public void exportStack(
      ExportStackRequest request, StreamObserver<ExportStackResponse> observer) {
    reads.stream(
        request.getStack(),
        request.getRead(),
        observer,
        found -> new TreeExport(netFiles, renderings, found, request.getNamesList()));
  }
}
