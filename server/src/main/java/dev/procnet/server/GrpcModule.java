package dev.procnet.server;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.procnet.server.config.GrpcConfig;
import dev.procnet.server.security.MethodRule;
import dev.procnet.server.security.MethodRules;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.reflection.v1.ServerReflectionGrpc;
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
    bind(GrpcServices.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), BindableService.class);
    Multibinder<BindableService> admin =
        Multibinder.newSetBinder(binder(), BindableService.class, ForAdmins.class);
    admin.addBinding().toProvider(ProtoReflectionServiceV1::newInstance).in(Singleton.class);
    admin
        .addBinding()
        .toProvider(() -> ChannelzService.newInstance(CHANNELZ_PAGE))
        .in(Singleton.class);
    MapBinder<String, MethodRule> rules =
        MapBinder.newMapBinder(binder(), String.class, MethodRule.class);
    rules.addBinding(HealthGrpc.SERVICE_NAME).toInstance(MethodRule.OPEN);
    rules.addBinding(ServerReflectionGrpc.SERVICE_NAME).toInstance(MethodRule.ADMIN);
    rules.addBinding(ChannelzGrpc.SERVICE_NAME).toInstance(MethodRule.ADMIN);
    Multibinder<ServerInterceptor> interceptors =
        Multibinder.newSetBinder(binder(), ServerInterceptor.class);
    interceptors.addBinding().to(OpenCalls.class);
    // Inside of those, since it ends calls from another thread.
    interceptors.addBinding().to(DeadlineInterceptor.class);
    interceptors.addBinding().to(MessageLimitInterceptor.class);
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

  @Provides
  @Singleton
  MethodRules rules(GrpcServices services) {
    return services.rules();
  }
}
