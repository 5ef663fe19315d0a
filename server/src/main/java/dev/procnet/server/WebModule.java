package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.sun.net.httpserver.HttpHandler;
import dev.procnet.server.config.WebConfig;
import dev.procnet.server.web.HealthPage;
import dev.procnet.server.web.ServingState;
import dev.procnet.server.web.WebServer;

/** The HTTP listener and /healthz. */
final class WebModule extends AbstractModule {

  private final WebConfig config;

  WebModule(WebConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(WebConfig.class).toInstance(config);
    bind(WebServer.class).in(Singleton.class);
    bind(ServingState.class).to(Readiness.class);
    MapBinder.newMapBinder(binder(), String.class, HttpHandler.class)
        .addBinding("/healthz")
        .to(HealthPage.class);
  }
}
