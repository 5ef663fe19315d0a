package dev.procnet.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scrapers that misbehave, byte by byte, as no HTTP client would let them. */
class MetricsBadInputTest {

  private static final String PAGES = "dev.procnet.server.web.Pages";
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private static TestDaemon test;

  @BeforeAll
  static void start() throws StartException {
    test = TestDaemon.start();
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/metrics/../../etc/passwd; 404",
        "/metrics/stacks/..; 404",
        "/metrics/stacks/%2e%2e; 404",
        "/metrics/stacks/../default; 404",
        "/metrics/stacks/default/..; 404",
        "/metrics/stacks/%2e%2e%2fdefault; 404",
        "/metrics/stacks/a%2fb; 404",
        "/metrics/stacks/%00; 404",
        "/metrics/stacks/%3Cscript%3E; 404",
        "/metrics%2fstacks%2fdefault; 200",
        "/metrics/; 404",
        "/metrics/stacks; 404",
        "//metrics; 404",
        "/metrics/stacks/%zz; 400",
        "/metrics?stack=%zz; 400",
        "/metrics?stack=a%2fb; 404",
        "/metrics?stack=../default; 404",
        "/metrics?collect%5B%5D=..%2f..%2fnetdev; 400",
        "/metrics?collect%5B%5D=; 400",
      })
  void path_strange_hasAClearStatus(String path, int status) throws IOException {
    String answer = raw(request(path, ""));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).doesNotContain("dev.procnet", "root:", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "*/*;q=nonsense",
        "text/html;q=0,,,;;=",
        "application/openmetrics-text; version=99.0.0; escaping=upside-down",
        "text/plain; version=\u0000\u00ff",
        "application/json",
      })
  void accept_absurd_isAnsweredInText(String accept) throws IOException {
    String answer = raw(request("/metrics", "Accept: " + accept + "\r\n"));

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .containsPattern(
            "(?i)content-type: (text/plain; version=0.0.4|application/openmetrics-text)")
        .contains("\nprocnet_stacks 1.0\n");
  }

  @Test
  void accept_tooLong_isCutOff() throws IOException {
    assertThat(raw(request("/metrics", "Accept: " + "x,".repeat(100_000) + "\r\n")))
        .doesNotContain("200 OK");
    assertThat(raw(request("/metrics", ""))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void scraper_thatHangsUpInTheMiddle_leavesNothingBehind() throws Exception {
    try (LogRecorder log = new LogRecorder(Class.forName(PAGES))) {
      for (int i = 0; i < 100; i++) {
        try (Socket socket = connect()) {
          // What is unread then makes the system reset the connection.
          socket.setSoLinger(true, 0);
          socket.getOutputStream().write(request("/metrics", "").getBytes(ISO_8859_1));
          if (i % 2 == 0) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
          }
        }
      }

      assertThat(raw(request("/metrics", ""))).startsWith("HTTP/1.1 200 ");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void scrapes_aThousandAtOneTime_areAnsweredOrToldToComeAgain() throws Exception {
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService scrapers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        answers.add(scrapers.submit(() -> raw(request("/metrics", ""))));
      }
      long start = System.nanoTime();
      assertThat(raw(request("/healthz", ""))).startsWith("HTTP/1.1 200 ");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }
    int complete = 0;
    for (Future<String> answer : answers) {
      if (answer.get().startsWith("HTTP/1.1 200 ")) {
        assertThat(answer.get()).contains("\nprocnet_stacks 1.0\n");
        complete++;
      } else {
        assertThat(answer.get())
            .startsWith("HTTP/1.1 503 ")
            .containsIgnoringCase("\r\nRetry-After: 1\r\n")
            .endsWith("16 scrapes go on already; try again later\n");
      }
    }
    assertThat(complete).isGreaterThanOrEqualTo(16);
    assertThat(raw(request("/metrics", ""))).startsWith("HTTP/1.1 200 ");
  }

  private static String request(String path, String headers) {
    return "GET " + path + " HTTP/1.0\r\n" + headers + "\r\n";
  }

  /** All that comes for these bytes; nothing, if it is cut off. */
  private static String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (java.net.SocketException e) {
      return "";
    }
  }

  private static Socket connect() throws IOException {
    return new Socket(test.page("/").getHost(), test.page("/").getPort());
  }
}
