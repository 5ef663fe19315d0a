package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.metrics.Meters;
import dev.procnet.server.metrics.ServerMeters;
import dev.procnet.server.metrics.StackScrape;
import dev.procnet.server.metrics.node.NodeCollectors;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingServerInterceptor;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

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
    meters.addBinding().toInstance(new ProcessorMetrics());
    meters.addBinding().toInstance(new UptimeMetrics());
    meters.addBinding().toInstance(new FileDescriptorMetrics());
    meters.addBinding().to(ServerMeters.class);
  }

  @Provides
  @Singleton
  PrometheusMeterRegistry registry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  @ProvidesIntoSet
  @Singleton
  ServerInterceptor calls(PrometheusMeterRegistry registry) {
    return new MetricCollectingServerInterceptor(registry);
  }
}
