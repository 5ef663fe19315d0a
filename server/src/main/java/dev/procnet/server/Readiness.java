package dev.procnet.server;

import dev.procnet.server.web.ServingState;
import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import jakarta.inject.Inject;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says whether the server serves: to gRPC's health service, to /healthz, and to who drains. */
final class Readiness implements ServingState {

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  private final HealthStatusManager health;
  private final Set<BindableService> services;
  private final Set<DrainListener> listeners;
  private volatile boolean serving;

  @Inject
  Readiness(
      HealthStatusManager health, Set<BindableService> services, Set<DrainListener> listeners) {
    this.health = health;
    this.services = services;
    this.listeners = listeners;
    report(ServingStatus.NOT_SERVING);
  }

  @Override
  public boolean serving() {
    return serving;
  }

  void start() {
    serving = true;
    report(ServingStatus.SERVING);
  }

  /** From now on it does not serve, and everyone is told. */
  void stop() {
    serving = false;
    health.enterTerminalState();
    listeners.forEach(Readiness::tell);
  }

  private void report(ServingStatus status) {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    services.forEach(
        service ->
            health.setStatus(service.bindService().getServiceDescriptor().getName(), status));
  }

  /** One that fails must not keep the others from hearing. */
  private static void tell(DrainListener listener) {
    try {
      listener.drainBegins();
    } catch (RuntimeException e) {
      LOG.error("{} can't drain", listener, e);
    }
  }
}
