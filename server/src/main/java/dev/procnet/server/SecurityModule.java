package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.procnet.server.security.DenialLog;
import io.grpc.ServerInterceptor;

/** What is logged of callers who are turned away. */
final class SecurityModule extends AbstractModule {

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), ServerInterceptor.class).addBinding().to(DenialLog.class);
  }
}
