package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The status page of a whole server. What its pages show is tested in web.status. */
class StatusPageTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private TestDaemon test;

  @BeforeEach
  void start() throws StartException {
    test = TestDaemon.start();
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    test.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(test.page(path)).header("Accept", "text/html, */*;q=0.1").build(),
        BodyHandlers.ofString());
  }

  @Test
  void root_links_leadSomewhere() throws Exception {
    String page = get("/").body();

    assertThat(page).contains(">default</a>");
    List<String> links =
        Pattern.compile("(?:href|src)=\"(/[^\"#]*)\"")
            .matcher(page)
            .results()
            .map(link -> link.group(1))
            .toList();
    assertThat(links).contains("/metrics", "/healthz", "/stacks/default", "/assets/procnet.js");
    for (String link : links) {
      assertThat(get(link).statusCode()).as(link).isEqualTo(200);
    }
  }

  @Test
  void file_isWhatACallWithoutReaderReads() throws Exception {
    ReadNetFileResponse read = read(test.channel(), "default");

    HttpResponse<String> page =
        client.send(
            HttpRequest.newBuilder(test.page("/stacks/default/net/netlink")).build(),
            BodyHandlers.ofString());
    assertThat(page.body()).isEqualTo(read.getContent().toStringUtf8());
  }

  @Test
  void lastErrors_areCallsThatFailed() throws Exception {
    assertThat(get("/").body()).contains("No call has failed");
    assertThatThrownBy(() -> read(test.channel(), "nope"))
        .isInstanceOf(StatusRuntimeException.class);
    assertThatThrownBy(() -> FakeService.deny(test.channel(), "x"))
        .isInstanceOf(StatusRuntimeException.class);

    assertThat(get("/").body())
        .containsSubsequence(
            "Fake/Deny",
            "PERMISSION_DENIED",
            "IntrospectionService/ReadNetFile",
            "NOT_FOUND",
            "no stack 'nope'");
  }

  private static ReadNetFileResponse read(Channel channel, String stack) {
    return IntrospectionServiceGrpc.newBlockingStub(channel)
        .readNetFile(ReadNetFileRequest.newBuilder().setStack(stack).setName("netlink").build());
  }
}
