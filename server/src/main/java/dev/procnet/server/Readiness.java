package dev.procnet.server;

import dev.procnet.server.web.ServingState;
import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says whether the server serves: to gRPC's health service, to /healthz, and to who drains. */
final class Readiness implements ServingState {

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  private final HealthStatusManager health;
  private final Set<BindableService> services;
  private final Set<DrainListener> listeners;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final InstantSource clock;
  private volatile Instant since;
  private volatile boolean serving;

  @Inject
  Readiness(
      HealthStatusManager health,
      Set<BindableService> services,
      Set<DrainListener> listeners,
      InstantSource clock) {
    this.health = health;
    this.services = services;
    this.listeners = listeners;
    this.clock = clock;
    this.since = clock.instant();
    report(ServingStatus.NOT_SERVING);
  }

  @Override
  public boolean serving() {
    return serving;
  }

  void start() {
    since = clock.instant();
    serving = true;
    report(ServingStatus.SERVING);
  }

  /** From now on it does not serve, and everyone is told, once. */
  void stop() {
    serving = false;
    if (stopped.compareAndSet(false, true)) {
      health.enterTerminalState();
      listeners.forEach(Readiness::tell);
    }
  }

  /** Since it began to serve. */
  Duration uptime() {
    return Duration.between(since, clock.instant());
  }

  /** It has served, and stops. */
  boolean draining() {
    return stopped.get();
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
