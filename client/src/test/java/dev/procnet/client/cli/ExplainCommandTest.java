package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.procnet.client.fake.FakeServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainCommandTest {

  private final Cli cli = new Cli(Map.of());

  @Test
  void explain_column_tellsMeaningUnitAndSource() {
    assertThat(cli.run("explain", "tcp.retrnsmt").out())
        .isEqualTo(
            """
            tcp.retrnsmt (count, hex)
              How often the oldest segment timed out and was sent again, without an acknowledgement since.
              net/ipv4/tcp_ipv4.c get_tcp4_sock
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "TCP.RETRNSMT, 1",
    "tcp6.rto, 1",
    "unix, 8",
    "snmp.Tcp, 15",
    "snmp.Tcp.MaxConn, 1",
    "raw6.drops, 1"
  })
  void explain_names_areFound(String name, int columns) {
    assertThat(cli.run("explain", name, "-o", "name").out()).hasLineCount(columns);
  }

  @Test
  void explain_unknown_saysWhatMayBeMeant() {
    Cli.Result result = cli.run("explain", "tcp.retransmit");

    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.err()).contains("did you mean 'tcp.retrnsmt'?");
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void explain_everyForm_namesTheColumn(OutputFormat format) {
    Cli.Result result = cli.run("explain", "dev.rx_bytes", "-o", format.name());

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("dev.rx_bytes");
    if (format.isJson()) {
      assertThat(JsonParser.parseString(result.out()).toString()).contains("\"unit\":\"bytes\"");
    }
  }

  @Test
  void columns_all_haveUnitSourceAndMeaning() throws IOException {
    assertThat(Columns.all().values())
        .hasSizeGreaterThan(150)
        .allSatisfy(
            column -> {
              assertThat(column.unit()).isNotBlank();
              assertThat(column.source()).contains("net/");
              assertThat(column.meaning()).endsWith(".");
            });
  }

  @Test
  void completion_bash_offersColumns() {
    assertThat(cli.run("completion", "bash").out()).contains("tcp.retrnsmt");
  }

  @Test
  void ping_server_tellsStackAndRevision() {
    try (FakeServer server = FakeServer.start()) {
      Cli.Result result = Cli.of(server).run("ping");

      assertThat(result.code()).isZero();
      assertThat(result.out())
          .matches("server \\S+: stack default at revision \\d+, \\d+\\.\\d ms\n");
    }
  }

  @Test
  void counters_rate_showsWhatGrew() {
    try (FakeServer server = FakeServer.start()) {
      Cli of = Cli.of(server);

      assertThat(of.run("counters", "--rate", "10ms").out())
          .isEqualTo(
              """
              GROUP  COUNTER      GROWN  RATE
              Tcp    MaxConn          0   0.0
              Tcp    ActiveOpens      0   0.0
              IpExt  InOctets         0   0.0
              """);
      assertThat(of.run("counters", "--rate", "10ms", "--nonzero", "-o", "json").out())
          .isEqualTo("[]\n");
      assertThat(server.methods()).hasSize(4);
    }
  }
}
