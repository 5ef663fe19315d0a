package dev.procnet.server;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.procnet.server.call.CallFields;
import dev.procnet.server.call.StackChoice;
import dev.procnet.server.config.TestingConfig;
import dev.procnet.server.fault.Connections;
import dev.procnet.server.fault.FaultInjector;
import dev.procnet.server.fault.Faults;
import dev.procnet.server.fault.Pauses;
import dev.procnet.server.journal.CallJournal;
import dev.procnet.server.journal.FactFinder;
import dev.procnet.server.journal.Journal;
import dev.procnet.server.rpc.FaultRpc;
import dev.procnet.server.rpc.JournalRpc;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.time.InstantSource;
import java.util.Optional;

/** What the server does for tests: the choice of a stack by a channel, the journal, faults. */
final class TestingModule extends AbstractModule {

  private final TestingConfig config;
  private final Optional<Journal> journal;

  TestingModule(TestingConfig config) {
    this.config = config;
    this.journal =
        config.journal() ? Optional.of(new Journal(config.journalSize())) : Optional.empty();
  }

  @Override
  protected void configure() {
    bind(OpenConnections.class).toInstance(new OpenConnections(config.faults()));
    bind(Connections.class).to(OpenConnections.class);
    bind(Pauses.class).to(CallPauses.class).in(Singleton.class);
    Multibinder<BindableService> services =
        Multibinder.newSetBinder(binder(), BindableService.class);
    services.addBinding().to(JournalRpc.class);
    services.addBinding().to(FaultRpc.class);
    Multibinder<ServerInterceptor> interceptors =
        Multibinder.newSetBinder(binder(), ServerInterceptor.class);
    Provider<InstantSource> clock = getProvider(InstantSource.class);
    journal.ifPresent(
        kept ->
            interceptors
                .addBinding()
                .toProvider(() -> new CallJournal(kept, clock.get(), Ticker.systemTicker()))
                .in(Singleton.class));
  }

  @Provides
  Optional<Journal> journal() {
    return journal;
  }

  @Provides
  @Singleton
  Optional<Faults> faults(Provider<Faults> faults) {
    return config.faults() ? Optional.of(faults.get()) : Optional.empty();
  }

  /** What is off costs nothing. */
  @Provides
  @Singleton
  InnerInterceptors inner(
      StackChoice choice, CallFields fields, Provider<FaultInjector> faultInjector) {
    ImmutableList.Builder<ServerInterceptor> inner = ImmutableList.builder();
    inner.add(choice);
    if (config.journal()) {
      inner.add(new FactFinder(fields));
    }
    if (config.faults()) {
      inner.add(faultInjector.get());
    }
    return new InnerInterceptors(inner.build());
  }

  @ProvidesIntoSet
  @Singleton
  MultiCollector meters(Optional<Faults> faults) {
    return new TestingMeters(journal, faults);
  }
}
