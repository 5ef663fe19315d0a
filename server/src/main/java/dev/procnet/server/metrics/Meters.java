package dev.procnet.server.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry of a server, filled at its start and closed at its end. */
public final class Meters {

  private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

  private final PrometheusMeterRegistry registry;
  private final Set<MeterBinder> binders;
  private final Set<MultiCollector> collectors;
  private final BuildInfo build;

  @Inject
  public Meters(
      PrometheusMeterRegistry registry,
      Set<MeterBinder> binders,
      Set<MultiCollector> collectors,
      BuildInfo build) {
    this.registry = registry;
    this.binders = binders;
    this.collectors = collectors;
    this.build = build;
  }

  /** Adds all meters. */
  public void start() {
    binders.forEach(binder -> binder.bindTo(registry));
    PrometheusRegistry own = registry.getPrometheusRegistry();
    collectors.forEach(own::register);
    // The names that every exporter has: process_cpu_seconds_total, process_open_fds, ...
    ProcessMetrics.builder().register(own);
    // Prometheus' own type, as micrometer would cut "_info" off a gauge's name.
    Info.builder()
        .name("procnet_build_info")
        .help("Version and commit of this server.")
        .labelNames("version", "commit")
        .register(own)
        .addLabelValues(build.version(), build.commit());
  }

  /** Lets go of what the meters listen to. */
  public void stop() {
    for (MeterBinder binder : binders) {
      if (binder instanceof AutoCloseable closeable) {
        close(closeable);
      }
    }
    registry.close();
  }

  private static void close(AutoCloseable meters) {
    try {
      meters.close();
    } catch (Exception e) {
      LOG.warn("{} can't be closed", meters, e);
    }
  }
}
