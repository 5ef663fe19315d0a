package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A Prometheus of its own process, with the configuration of deploy, that scrapes once a second.
 */
final class Prometheus implements AutoCloseable {

  /** Where the configuration and the rules are. */
  static final Path DEPLOY = Programs.ROOT.resolve("deploy/prometheus");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final String address;

  private Prometheus(Process process, Path log, String address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param directory takes what it stores
   * @param web address of the server's web listener
   */
  static Prometheus start(Path directory, String web) throws IOException {
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(config, config(web));
    String address = "127.0.0.1:" + freePort();
    Path log = directory.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--web.listen-address=" + address,
                "--storage.tsdb.path=" + directory.resolve("tsdb"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Prometheus started = new Prometheus(process, log, address);
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> !process.isAlive() || started.get("/-/ready").contains("Ready"));
    assertThat(process.isAlive()).as(started::log).isTrue();
    return started;
  }

  /** That of deploy, for this server, in a hurry. */
  private static String config(String web) throws IOException {
    return Files.readString(DEPLOY.resolve("prometheus.yml"))
        .replace("127.0.0.1:7462", web)
        .replaceAll("interval: \\d+s", "interval: 1s")
        .replaceAll("- (\\w+\\.yml)", "- " + DEPLOY + "/$1");
  }

  /** How many series a query has now. */
  int series(String query) throws IOException, InterruptedException {
    JsonObject answer = api("query?query=" + URLEncoder.encode(query, UTF_8));
    assertThat(answer.get("status").getAsString()).as(query + ": " + answer).isEqualTo("success");
    return answer.getAsJsonObject("data").getAsJsonArray("result").size();
  }

  /** The groups of its rules. */
  JsonArray ruleGroups() throws IOException, InterruptedException {
    return api("rules").getAsJsonObject("data").getAsJsonArray("groups");
  }

  private JsonObject api(String call) throws IOException, InterruptedException {
    return JsonParser.parseString(get("/api/v1/" + call)).getAsJsonObject();
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
