package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceBlockingStub;
import dev.procnet.v1.ReadNetFileRequest;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsPageTest {

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

  @Test
  void metrics_haveCallsByMethodAndStatus() throws Exception {
    Channel channel = test.channel();
    FakeService.say(channel, "x");
    deny(channel);

    assertThat(text(get()))
        .containsPattern(
            "grpc_server_processing_duration_seconds_count\\{[^}]*method=\"Say\"[^}]*"
                + "service=\"procnet.test.Fake\"[^}]*\"OK\"[^}]*} 1")
        .containsPattern(
            "grpc_server_processing_duration_seconds_count\\{[^}]*method=\"Deny\"[^}]*"
                + "\"PERMISSION_DENIED\"[^}]*} 1")
        .containsPattern(
            "grpc_server_processing_duration_seconds_bucket\\{[^}]*method=\"Say\"[^}]*"
                + "method_type=\"UNARY\"[^}]*le=\"10.0\"} 1");
  }

  @Test
  void metrics_haveErrorsByReason_andFilesByName() throws Exception {
    IntrospectionServiceBlockingStub stub =
        IntrospectionServiceGrpc.newBlockingStub(test.channel());
    var _ = stub.readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build());
    assertThatThrownBy(
            () -> stub.readNetFile(ReadNetFileRequest.newBuilder().setName("nope").build()))
        .isInstanceOf(StatusRuntimeException.class);

    assertThat(text(get()))
        .contains(
            "\nprocnet_rpc_errors_total{method=\"ReadNetFile\",reason=\"NET_FILE_UNKNOWN\"} 1.0\n",
            "\nprocnet_net_file_render_seconds_count{file=\"tcp\"} 1\n",
            "\nprocnet_net_file_rendered_bytes_total{file=\"tcp\"} ",
            "\nprocnet_import_failures_total{reason=\"IMPORT_FILE_INVALID\"} 0.0\n");
  }

  @Test
  void metrics_haveProcessAndJvmAndProcnet() throws Exception {
    BuildInfo build = BuildInfo.load();

    assertThat(text(get()))
        .contains("procnet_stacks 1.0\n")
        .contains(
            "procnet_build_info{commit=\"%s\",version=\"%s\"} 1\n"
                .formatted(build.commit(), build.version()))
        .contains(
            "\njvm_memory_used_bytes{",
            "\njvm_gc_",
            "\njvm_threads_live_threads ",
            "\njvm_classes_loaded_classes ",
            "\nprocess_cpu_seconds_total ",
            "\nprocess_start_time_seconds ",
            "\nprocess_resident_memory_bytes ",
            "\nprocess_open_fds ");
  }

  @Test
  void metrics_asked_areOpenMetrics() throws Exception {
    HttpResponse<byte[]> answer = get("Accept", "application/openmetrics-text; version=1.0.0");

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(text(answer)).endsWith("# EOF\n");
  }

  @Test
  void metrics_notAsked_arePrometheusText() throws Exception {
    HttpResponse<byte[]> answer = get();

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(text(answer)).doesNotContain("# EOF");
  }

  @Test
  void metrics_asked_areProtobuf() throws Exception {
    HttpResponse<byte[]> answer =
        get(
            "Accept",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily");
    List<String> names = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(answer.body());
    while (!in.isAtEnd()) {
      CodedInputStream family = in.readBytes().newCodedInput();
      // The first field of each is its name.
      assertThat(WireFormat.getTagFieldNumber(family.readTag())).isEqualTo(1);
      names.add(family.readString());
    }
    assertThat(names).contains("procnet_stacks", "node_network_receive_bytes_total");
  }

  @Test
  void server_alone_hasNoSeriesOfStacks() throws Exception {
    assertThat(text(page("/metrics/server")))
        .contains("\nprocnet_stacks 1.0\n", "\nprocnet_imports_limit 4.0\n")
        .doesNotContain("node_network", "procnet_stack_revision");
  }

  @Test
  void stack_changed_hasItsRevisionAndMutations() throws Exception {
    assertThat(text(page("/metrics/stacks/default?collect[]=stack")))
        .contains(
            "\nprocnet_stack_revision{stack=\"default\"} 1.0\n",
            "\nprocnet_stack_mutations_total{stack=\"default\"} 0.0\n",
            "\nprocnet_stack_snapshot_timestamp_seconds{stack=\"default\"} ");
  }

  @Test
  void metrics_gzipAsked_areGzip() throws Exception {
    HttpResponse<byte[]> answer = get("Accept-Encoding", "gzip");

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(unzip(answer.body())).contains("procnet_stacks 1.0\n");
  }

  @Test
  void head_metrics_haveNoBody() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(test.page("/metrics"))
            .method("HEAD", BodyPublishers.noBody())
            .build();
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void metrics_haveSeriesOfStacksUnderNodeExportersNames() throws Exception {
    assertThat(text(get()))
        .contains("\nnode_network_receive_bytes_total{device=\"lo\",stack=\"default\"} 0")
        .contains("\nprocnet_metrics_series_left_out_total 0.0\n");
  }

  @Test
  void collect_given_hasOnlyThatCollector() throws Exception {
    String series = text(page("/metrics?collect[]=netdev&collect[]=tcpstat"));

    assertThat(series)
        .contains("node_network_receive_bytes_total", "node_tcp_connection_states")
        .doesNotContain("node_netstat", "jvm_", "procnet_stacks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "/metrics?stack=defalt; 404; no stack 'defalt', did you mean 'default'?",
        "/metrics/stacks/defalt; 404; no stack 'defalt', did you mean 'default'?",
        "/metrics?collect[]=netdv; 400; did you mean 'netdev'?",
        "/metrics/stacks/a/b; 404; not here",
        "/metrics/stacks/..%2Fx; 404; not here",
      })
  void metrics_unknown_isRefused(String path, int status, String message) throws Exception {
    HttpResponse<byte[]> answer = page(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(text(answer)).contains(message);
  }

  @Test
  void stack_ofItsOwnPath_hasOnlyItsSeries() throws Exception {
    assertThat(text(page("/metrics/stacks/default")))
        .contains("node_network_receive_bytes_total{device=\"lo\",stack=\"default\"} 0")
        .doesNotContain("jvm_");
  }

  @Test
  void targets_areAnHttpSdList() throws Exception {
    HttpResponse<byte[]> answer = page("/metrics/targets");

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(JsonParser.parseString(text(answer)))
        .isEqualTo(
            JsonParser.parseString(
                "[{\"targets\":[\"%s\"],\"labels\":{\"__metrics_path__\":\"%s\",\"__meta_procnet_stack\":\"default\"}}]"
                    .formatted(test.page("/").getAuthority(), "/metrics/stacks/default")));
  }

  private HttpResponse<byte[]> page(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(test.page(path.replace("[]", "%5B%5D"))).build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(test.page("/metrics"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  private static void deny(Channel channel) {
    try {
      FakeService.deny(channel, "x");
    } catch (StatusRuntimeException e) {
      assertThat(e).hasMessageStartingWith("PERMISSION_DENIED");
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String unzip(byte[] body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
