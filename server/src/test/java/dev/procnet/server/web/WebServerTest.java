package dev.procnet.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.LogRecorder;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.WebConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

  private final AtomicBoolean serving = new AtomicBoolean(true);
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebServer server =
      new WebServer(
          config("127.0.0.1:0"),
          Map.of(
              "/healthz",
              new HealthPage(serving::get),
              "/broken",
              exchange -> {
                throw new IllegalStateException("broken page");
              }),
          WebGuard.NONE);

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.stop();
  }

  @Test
  void healthz_serving_is200() throws Exception {
    HttpResponse<String> answer = send("GET", "/healthz");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("SERVING\n");
  }

  @Test
  void healthz_othersStopInTheMiddleOfTheirRequests_isAnswered() throws Exception {
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        Socket socket = new Socket(address().host(), address().port());
        stalled.add(socket);
        socket
            .getOutputStream()
            .write("GET /healthz HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }

      assertThat(raw("GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  @Test
  void healthz_notServing_is503() throws Exception {
    serving.set(false);

    HttpResponse<String> answer = send("GET", "/healthz");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("NOT_SERVING\n");
  }

  @Test
  void head_page_isHeadersOnly() throws Exception {
    HttpResponse<String> answer = send("HEAD", "/healthz");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("8");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/healthz/", "/healthz2", "/%2e%2e/healthz"})
  void get_anythingElse_is404WithPages(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("not here; there is /broken, /healthz\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void otherMethod_is405(String method) throws Exception {
    HttpResponse<String> answer = send(method, "/healthz");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void pageThatThrows_is500AndLogged() throws Exception {
    try (LogRecorder log = new LogRecorder(Pages.class)) {
      assertThat(send("GET", "/broken").statusCode()).isEqualTo(500);

      assertThat(log.lines()).containsExactly("ERROR GET /broken failed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /%s HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nX: %s\r\n\r\n"})
  void absurdRequest_isCutOff_andTheNextIsServed(String request) throws Exception {
    String absurd = request.replace("%s", "x".repeat(1 << 20));
    assertThat(raw(absurd)).doesNotContain("200 OK").doesNotContain("404");

    assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void garbage_isAnsweredWith400() throws Exception {
    assertThat(raw("\u0001\u0002 nonsense\r\n\r\n")).contains("400 Bad Request");
  }

  @Test
  void start_addressInUse_throws() {
    WebServer second = new WebServer(config(address().toString()), Map.of(), WebGuard.NONE);

    assertThatThrownBy(second::start).isInstanceOf(BindException.class);
  }

  @Test
  void start_none_listensNowhere() throws IOException {
    WebServer none =
        new WebServer(
            new WebConfig(Optional.empty(), 1, Duration.ofSeconds(1), 1000),
            Map.of(),
            WebGuard.NONE);
    none.start();

    assertThat(none.address()).isEmpty();
    none.stop();
  }

  @Test
  void stop_closesTheListener() {
    URI page = page("/healthz");
    server.stop();

    assertThatThrownBy(
            () -> client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()))
        .isInstanceOf(ConnectException.class);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(page(path)).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  /** What a request of just these bytes is answered with; nothing, if it is cut off. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(address().host(), address().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (java.net.SocketException e) {
      return "";
    }
  }

  private URI page(String path) {
    return URI.create("http://" + address() + path);
  }

  private ListenAddress.Tcp address() {
    return server.address().orElseThrow();
  }

  private static WebConfig config(String address) {
    return new WebConfig(
        Optional.of(ListenAddress.Tcp.parse(address)), 2000, Duration.ofSeconds(10), 1000);
  }
}
