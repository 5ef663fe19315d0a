package dev.procnet.client;

import dev.procnet.v1.AdminServiceGrpc;
import dev.procnet.v1.DrainRequest;
import dev.procnet.v1.DrainResponse;
import dev.procnet.v1.GetConfigRequest;
import dev.procnet.v1.GetConfigResponse;
import dev.procnet.v1.GetServerStatusRequest;
import dev.procnet.v1.GetServerStatusResponse;

/**
 * Operation of a server, by its admin listener. Calls throw {@link ProcnetClientException}; of
 * other listeners with {@link FailureKind#UNKNOWN_METHOD}.
 */
public final class AdminClient {

  private final Calls calls;

  AdminClient(Calls calls) {
    this.calls = calls;
  }

  /** What the server is, how much it holds, and whether it drains. */
  public GetServerStatusResponse status() {
    return Futures.await(
        calls.unary(
            AdminServiceGrpc.getGetServerStatusMethod(),
            GetServerStatusRequest.getDefaultInstance()));
  }

  /** All settings as they are in force, and who set them. */
  public GetConfigResponse config() {
    return Futures.await(
        calls.unary(AdminServiceGrpc.getGetConfigMethod(), GetConfigRequest.getDefaultInstance()));
  }

  /** Stops the server as SIGTERM does; returns when it has begun to. */
  public DrainResponse drain(DrainRequest request) {
    return Futures.await(calls.unary(AdminServiceGrpc.getDrainMethod(), request));
  }
}
