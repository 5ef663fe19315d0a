package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.grpc.ServerInterceptor;
import io.prometheus.metrics.model.registry.MultiCollector;

/** What callers may have at one time, and how often that was too much. */
final class LimitModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Admission.class).in(Singleton.class);
    bind(FloodCounts.class).toInstance(new FloodCounts());
    bind(CallShares.class).in(Singleton.class);
    bind(CallLimitInterceptor.class).in(Singleton.class);
    bind(CallTimes.class).in(Singleton.class);
    bind(UnreadCalls.class).in(Singleton.class);
    bind(DeadlineInterceptor.class).in(Singleton.class);
    Multibinder<MultiCollector> meters = Multibinder.newSetBinder(binder(), MultiCollector.class);
    meters.addBinding().to(LimitMeters.class);
    meters.addBinding().to(StateMeters.class);
    Multibinder.newSetBinder(binder(), ServerInterceptor.class)
        .addBinding()
        .to(CallLimitInterceptor.class);
  }
}
