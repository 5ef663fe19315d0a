package dev.procnet.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpHandler;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.SecurityConfig;
import dev.procnet.server.config.WebConfig;
import dev.procnet.server.metrics.StackScrape;
import dev.procnet.server.metrics.node.SeriesLimit;
import dev.procnet.server.security.AuditLog;
import dev.procnet.server.security.Authority;
import dev.procnet.server.security.PageAccess;
import dev.procnet.server.security.ServerTls;
import dev.procnet.server.web.HealthPage;
import dev.procnet.server.web.HostCheck;
import dev.procnet.server.web.MetricsPage;
import dev.procnet.server.web.ServingState;
import dev.procnet.server.web.TargetsPage;
import dev.procnet.server.web.WebGuard;
import dev.procnet.server.web.WebServer;
import dev.procnet.server.web.status.Assets;
import dev.procnet.server.web.status.RecentErrors;
import dev.procnet.server.web.status.StaticTemplates;
import dev.procnet.server.web.status.StatusPages;
import dev.procnet.server.web.status.Templates;
import io.grpc.ServerInterceptor;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** The HTTP listener and its pages. */
final class WebModule extends AbstractModule {

  private final WebConfig config;

  WebModule(WebConfig config) {
    this.config = config;
  }

  /** Only this machine reaches the listener; one that is not there nobody does. */
  private boolean isLocal() {
    return config.listen().map(ListenAddress::isLocal).orElse(true);
  }

  @Provides
  @Singleton
  WebGuard guard(SecurityConfig security, ServerTls tls, Authority authority, AuditLog audit)
      throws GeneralSecurityException {
    List<Filter> filters = new ArrayList<>();
    if (isLocal()) {
      filters.add(new HostCheck(security.webHosts()));
    }
    filters.add(new PageAccess(authority, audit, isLocal()));
    return new WebGuard(filters, tls.http());
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
