package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.procnet.server.config.SecurityConfig;
import dev.procnet.server.security.AuditTrail;
import dev.procnet.server.security.DenialLog;
import dev.procnet.server.security.SecurityMeters;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Who is let in, and what is written down of that. */
final class SecurityModule extends AbstractModule {

  private final SecurityConfig config;

  SecurityModule(SecurityConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(SecurityConfig.class).toInstance(config);
    bind(Trust.class).in(Singleton.class);
    Multibinder<ServerInterceptor> interceptors =
        Multibinder.newSetBinder(binder(), ServerInterceptor.class);
    interceptors.addBinding().to(DenialLog.class);
    interceptors.addBinding().to(AuditTrail.class);
    Multibinder.newSetBinder(binder(), MeterBinder.class).addBinding().to(SecurityMeters.class);
  }
}
