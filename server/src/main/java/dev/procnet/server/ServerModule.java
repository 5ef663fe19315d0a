package dev.procnet.server;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.procnet.server.config.ServerConfig;
import dev.procnet.server.rpc.AdminRpc;
import dev.procnet.server.rpc.ServerOperations;
import io.grpc.BindableService;
import io.grpc.netty.shaded.io.netty.util.HashedWheelTimer;
import io.grpc.netty.shaded.io.netty.util.Timer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The server as a whole, those who operate it, and the timer that its parts share. */
final class ServerModule extends AbstractModule {

  private final ServerConfig config;

  ServerModule(ServerConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(ServerConfig.class).toInstance(config);
    bind(Readiness.class).in(Singleton.class);
    bind(Daemon.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), BindableService.class, ForAdmins.class)
        .addBinding()
        .to(AdminRpc.class);
    bind(ServerOperations.class).to(Operations.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  static ServiceManager serviceManager(
      ScheduledExecutorService timer, Readiness readiness, GrpcServer grpc) {
    return new ServiceManager(System.getenv(), timer, readiness::serving, grpc::whenAlive);
  }

  @Provides
  @Singleton
  ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, new ThreadFactoryBuilder().setNameFormat("procnet-timer").setDaemon(true).build());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Of times that each call has, to a tenth of a second. */
  @Provides
  @Singleton
  Timer callTimer() {
    return new HashedWheelTimer(
        new ThreadFactoryBuilder().setNameFormat("procnet-call-timer").setDaemon(true).build());
  }
}
