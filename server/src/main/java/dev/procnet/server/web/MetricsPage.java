package dev.procnet.server.web;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.procnet.server.metrics.StackScrape;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.httpserver.HttpExchangeAdapter;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics}: meters of this server and series of its stacks; with {@code collect[]}, or
 * under {@code /metrics/stacks/}, of stacks alone; {@code /metrics/server} has none of stacks.
 * Prometheus' text, OpenMetrics or protobuf, as the scraper asks for.
 */
public final class MetricsPage implements HttpHandler {

  /** Where this server's own meters are. */
  public static final String SERVER = "/metrics/server";

  private static final int SCRAPES_AT_A_TIME = 16;

  /** Prometheus gives up after ten seconds where nothing else is configured. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  private static final int FIRST_BUFFER = 64 * 1024;
  private static final int GZIP_BUFFER = 16 * 1024;

  private final ExpositionFormats formats = ExpositionFormats.init();
  private final ScrapeThreads threads = new ScrapeThreads(SCRAPES_AT_A_TIME, WAIT);
  private final StackScrape scrape;
  private final PrometheusRegistry serverOnly;
  private final PrometheusRegistry stacksOnly = new PrometheusRegistry();
  private final PrometheusRegistry all = new PrometheusRegistry();

  @Inject
  public MetricsPage(PrometheusMeterRegistry registry, StackScrape scrape) {
    this.scrape = scrape;
    this.serverOnly = registry.getPrometheusRegistry();
    MultiCollector server = serverOnly::scrape;
    all.register(server);
    all.register(scrape);
    stacksOnly.register(scrape);
    FunctionCounter.builder("procnet.metrics.scrapes.refused", threads, ScrapeThreads::refused)
        .description("Scrapes answered with 503, as too many went on already.")
        .register(registry);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    PrometheusHttpRequest request = new HttpExchangeAdapter(exchange).getRequest();
    PrometheusRegistry registry;
    try {
      registry = registry(request);
    } catch (ProcnetException e) {
      refuse(exchange, e);
      return;
    }
    Optional<ScrapeThreads.Place> place = threads.take();
    if (place.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      Answers.text(exchange, 503, SCRAPES_AT_A_TIME + " scrapes go on already; try again later");
      return;
    }
    try (ScrapeThreads.Place mine = place.get()) {
      answer(exchange, request, registry, mine);
    }
  }

  /**
   * Where what a request asks for is collected.
   *
   * @throws ProcnetException it asks for what is not there
   */
  private PrometheusRegistry registry(PrometheusHttpRequest request) {
    if (request.getRequestPath().equals(SERVER)) {
      return serverOnly;
    }
    var _ = scrape.stacksOf(request);
    boolean some =
        !scrape.collectorsOf(request).isEmpty()
            || request.getRequestPath().startsWith(StackScrape.STACKS);
    return some ? stacksOnly : all;
  }

  private static void refuse(HttpExchange exchange, ProcnetException refusal) throws IOException {
    int status = refusal.reason() == Reason.STACK_NOT_FOUND ? 404 : 400;
    Answers.text(exchange, status, String.valueOf(refusal.getMessage()));
  }

  private void answer(
      HttpExchange exchange,
      PrometheusHttpRequest request,
      PrometheusRegistry registry,
      ScrapeThreads.Place place)
      throws IOException {
    @Nullable String accept = request.getHeader("Accept");
    ExpositionFormatWriter writer = formats.findWriter(accept);
    EscapingScheme escaping = EscapingScheme.fromAcceptHeader(accept);
    boolean gzip = takesGzip(request);
    ByteString body = place.make(() -> written(registry.scrape(request), writer, escaping, gzip));
    exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    // Caches between must keep the one apart from the other.
    exchange.getResponseHeaders().set("Vary", "Accept, Accept-Encoding");
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    Answers.send(exchange, 200, body);
  }

  /** The whole answer: where it can't be made, nothing of it is sent. */
  private static ByteString written(
      MetricSnapshots snapshots,
      ExpositionFormatWriter writer,
      EscapingScheme escaping,
      boolean gzip) {
    ByteString.Output body = ByteString.newOutput(FIRST_BUFFER);
    try (OutputStream out = gzip ? new FastGzip(body) : body) {
      writer.write(out, snapshots, escaping);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written to", e);
    }
    return body.toByteString();
  }

  /** Series repeat themselves: a better compression costs more time than it saves. */
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, GZIP_BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static boolean takesGzip(PrometheusHttpRequest request) {
    @Nullable String encodings = request.getHeader("Accept-Encoding");
    return encodings != null && encodings.contains("gzip");
  }
}
