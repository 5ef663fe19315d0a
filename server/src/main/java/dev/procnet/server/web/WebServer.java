package dev.procnet.server.web;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.WebConfig;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP listener: the JDK's server, which takes Prometheus' own handler as it is and adds no
 * dependency. What waits for its few threads is bounded by the connections it accepts.
 */
public final class WebServer {

  private static final int STOP_SECONDS = 1;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_HEADERS = 100;

  private final WebConfig config;
  private final Pages pages;
  private final WebGuard guard;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService executor;

  /**
   * A server that is not started.
   *
   * @param pages by path
   * @param guard before them
   */
  @Inject
  public WebServer(WebConfig config, Map<String, HttpHandler> pages, WebGuard guard) {
    this.config = config;
    this.pages = new Pages(pages);
    this.guard = guard;
  }

  /**
   * Listens, if it is to.
   *
   * @throws IOException it can't
   */
  public void start() throws IOException {
    if (config.listen().isPresent()) {
      limit();
      HttpServer created = create(config.listen().get().resolve());
      // A thread reads its request to the end: a few of any fixed number could all be held by
      // callers that stop in the middle. How many there are is bounded by the connections.
      ExecutorService threads =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("procnet-web-", 0).factory());
      created.setExecutor(threads);
      created.createContext("/", pages).getFilters().addAll(guard.filters());
      created.start();
      server = created;
      executor = threads;
    }
  }

  private HttpServer create(InetSocketAddress address) throws IOException {
    if (guard.tls().isEmpty()) {
      return HttpServer.create(address, 0);
    }
    HttpsServer secure = HttpsServer.create(address, 0);
    secure.setHttpsConfigurator(guard.tls().get());
    return secure;
  }

  /** Where it listens, with the port that was taken; empty: nowhere. */
  public Optional<ListenAddress.Tcp> address() {
    return Optional.ofNullable(server).map(running -> ListenAddress.Tcp.of(running.getAddress()));
  }

  /** Finishes what is being answered, for a second at most, and closes. */
  public void stop() {
    if (server != null) {
      server.stop(STOP_SECONDS);
      server = null;
    }
    if (executor != null) {
      executor.shutdownNow();
      executor = null;
    }
  }

  /** The JDK takes these from properties only, when its first server of a process is made. */
  private void limit() {
    long seconds = Math.max(1, config.timeout().toSeconds());
    property("sun.net.httpserver.maxReqTime", seconds);
    property("sun.net.httpserver.maxRspTime", seconds);
    property("sun.net.httpserver.maxReqHeaders", MAX_HEADERS);
    property("sun.net.httpserver.maxReqHeaderSize", MAX_HEADER_BYTES);
    property("jdk.httpserver.maxConnections", config.connections());
    // Else an answer in two writes waits for the first to be acknowledged, up to 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static void property(String name, long value) {
    System.setProperty(name, String.valueOf(value));
  }
}
