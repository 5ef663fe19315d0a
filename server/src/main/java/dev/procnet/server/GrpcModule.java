package dev.procnet.server;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.procnet.server.config.GrpcConfig;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The gRPC listeners and gRPC's own services: health, reflection, channelz. */
final class GrpcModule extends AbstractModule {

  private static final int CHANNELZ_PAGE = 100;

  private final GrpcConfig config;

  GrpcModule(GrpcConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(GrpcConfig.class).toInstance(config);
    bind(GrpcServer.class).in(Singleton.class);
    bind(HealthStatusManager.class).toInstance(new HealthStatusManager());
    bind(OpenCalls.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), BindableService.class);
    Multibinder.newSetBinder(binder(), ServerInterceptor.class).addBinding().to(OpenCalls.class);
    Multibinder.newSetBinder(binder(), DrainListener.class).addBinding().to(OpenCalls.class);
  }

  /** More threads than processors gain nothing, since no call waits for a disk or a network. */
  @Provides
  @Singleton
  ExecutorService calls() {
    return Executors.newFixedThreadPool(
        config.threads(),
        new ThreadFactoryBuilder().setNameFormat("procnet-call-%d").setDaemon(true).build());
  }

  @ProvidesIntoSet
  @Singleton
  BindableService health(HealthStatusManager manager) {
    return manager.getHealthService();
  }

  @ProvidesIntoSet
  @Singleton
  BindableService reflection() {
    return ProtoReflectionServiceV1.newInstance();
  }

  @ProvidesIntoSet
  @Singleton
  BindableService channelz() {
    return ChannelzService.newInstance(CHANNELZ_PAGE);
  }
}
