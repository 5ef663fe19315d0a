package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.procnet.server.netfile.Seeds;
import dev.procnet.server.rpc.CallLimits;
import dev.procnet.server.rpc.Drain;
import dev.procnet.server.rpc.ErrorInterceptor;
import dev.procnet.server.rpc.ImportLimits;
import dev.procnet.server.rpc.IntrospectionRpc;
import dev.procnet.server.rpc.SeedSource;
import dev.procnet.server.rpc.ServerId;
import dev.procnet.server.rpc.StackRpc;
import dev.procnet.server.rpc.TransferRpc;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;

/**
 * The public services. Needs from others: the stacks' registry, a clock, a timer that runs short
 * tasks, threads that run calls, the net files.
 */
public final class RpcModule extends AbstractModule {

  @Override
  protected void configure() {
    Multibinder<BindableService> services =
        Multibinder.newSetBinder(binder(), BindableService.class);
    services.addBinding().to(IntrospectionRpc.class).in(Singleton.class);
    services.addBinding().to(StackRpc.class).in(Singleton.class);
    services.addBinding().to(TransferRpc.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), ServerInterceptor.class)
        .addBinding()
        .to(ErrorInterceptor.class);
    bind(Drain.class);
    OptionalBinder.newOptionalBinder(binder(), CallLimits.class)
        .setDefault()
        .toInstance(CallLimits.DEFAULT);
    OptionalBinder.newOptionalBinder(binder(), ImportLimits.class)
        .setDefault()
        .toInstance(ImportLimits.DEFAULT);
  }

  @Provides
  @Singleton
  ServerId serverId() {
    return ServerId.random();
  }

  @ProvidesIntoSet
  DrainListener drain(Drain drain) {
    return drain::begin;
  }

  @Provides
  SeedSource seeds(Seeds seeds) {
    return seeds::of;
  }
}
