package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.metrics.Meters;
import dev.procnet.server.metrics.NetFileMeters;
import dev.procnet.server.metrics.ServerMeters;
import dev.procnet.server.metrics.StackScrape;
import dev.procnet.server.metrics.node.NodeCollectors;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingServerInterceptor;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.util.stream.DoubleStream;

/** Meters of process, calls and stacks. */
final class MetricsModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(BuildInfo.class).toInstance(BuildInfo.load());
    bind(StackScrape.class).in(Singleton.class);
    bind(NodeCollectors.class).in(Singleton.class);
    bind(Meters.class).in(Singleton.class);
    Multibinder<MeterBinder> meters = Multibinder.newSetBinder(binder(), MeterBinder.class);
    meters.addBinding().toInstance(new JvmMemoryMetrics());
    meters.addBinding().toInstance(new JvmGcMetrics());
    meters.addBinding().toInstance(new JvmThreadMetrics());
    meters.addBinding().toInstance(new ClassLoaderMetrics());
    meters.addBinding().to(ServerMeters.class);
    Multibinder<MultiCollector> collectors =
        Multibinder.newSetBinder(binder(), MultiCollector.class);
    collectors.addBinding().to(NetFileMeters.class);
    collectors.addBinding().to(RpcMeters.class);
  }

  /** Calls are counted by how long they took, so that quantiles can be told over many servers. */
  private static final class CallBuckets implements MeterFilter {

    private static final double[] NANOS =
        DoubleStream.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
            .map(seconds -> seconds * 1e9)
            .toArray();

    @Override
    public DistributionStatisticConfig configure(
        Meter.Id id, DistributionStatisticConfig otherwise) {
      return id.getName().equals("grpc.server.processing.duration")
          ? DistributionStatisticConfig.builder()
              .serviceLevelObjectives(NANOS)
              .build()
              .merge(otherwise)
          : otherwise;
    }
  }

  @Provides
  @Singleton
  PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry
        .config()
        .meterFilter(new CallBuckets())
        // As Prometheus spells labels.
        .meterFilter(MeterFilter.renameTag("grpc.server", "methodType", "method_type"))
        .meterFilter(MeterFilter.renameTag("grpc.server", "statusCode", "status_code"));
    return registry;
  }

  @ProvidesIntoSet
  @Singleton
  ServerInterceptor calls(PrometheusMeterRegistry registry) {
    return new MetricCollectingServerInterceptor(registry);
  }
}
