package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.sun.net.httpserver.HttpHandler;
import dev.procnet.server.config.WebConfig;
import dev.procnet.server.metrics.StackScrape;
import dev.procnet.server.metrics.node.SeriesLimit;
import dev.procnet.server.web.HealthPage;
import dev.procnet.server.web.MetricsPage;
import dev.procnet.server.web.ServingState;
import dev.procnet.server.web.TargetsPage;
import dev.procnet.server.web.WebServer;
import dev.procnet.server.web.status.Assets;
import dev.procnet.server.web.status.RecentErrors;
import dev.procnet.server.web.status.StaticTemplates;
import dev.procnet.server.web.status.StatusPages;
import dev.procnet.server.web.status.Templates;
import io.grpc.ServerInterceptor;

/** The HTTP listener and its pages. */
final class WebModule extends AbstractModule {

  private final WebConfig config;

  WebModule(WebConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(WebConfig.class).toInstance(config);
    bind(SeriesLimit.class).toInstance(new SeriesLimit(config.series()));
    bind(WebServer.class).in(Singleton.class);
    bind(ServingState.class).to(Readiness.class);
    MapBinder<String, HttpHandler> pages =
        MapBinder.newMapBinder(binder(), String.class, HttpHandler.class);
    pages.addBinding("/healthz").to(HealthPage.class);
    pages.addBinding("/metrics").to(MetricsPage.class);
    pages.addBinding(MetricsPage.SERVER).to(MetricsPage.class);
    pages.addBinding(StackScrape.STACKS).to(MetricsPage.class);
    pages.addBinding("/metrics/targets").to(TargetsPage.class);
    pages.addBinding(StatusPages.ROOT).to(StatusPages.class);
    pages.addBinding(StatusPages.LIVE).to(StatusPages.class);
    pages.addBinding(StatusPages.STACKS).to(StatusPages.class);
    pages.addBinding(Assets.PATH).to(Assets.class);
    bind(StatusPages.class).in(Singleton.class);
    bind(Assets.class).in(Singleton.class);
    bind(Templates.class).to(StaticTemplates.class);
    bind(RecentErrors.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), ServerInterceptor.class).addBinding().to(FailedCalls.class);
    bind(MetricsPage.class).in(Singleton.class);
  }
}
