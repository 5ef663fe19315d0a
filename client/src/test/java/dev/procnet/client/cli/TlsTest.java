package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.fake.Certificates;
import dev.procnet.client.fake.FakeServer;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {

  @TempDir private static Path directory;

  private static Certificates certificates;

  @TempDir private Path config;

  @BeforeAll
  static void makeCertificates() throws IOException {
    certificates = Certificates.in(directory);
    Files.writeString(directory.resolve("text.pem"), "no certificate\n");
    Files.writeString(
        directory.resolve("broken.pem"),
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  }

  /** In options, @ stands for the directory of the certificates. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server    | NONE     | --tls --ca @ca.pem",
        "server    | NONE     | --tls --ca @server.pem",
        "elsewhere | NONE     | --tls --ca @ca.pem --server-name elsewhere.example",
        "server    | OPTIONAL | --tls --ca @ca.pem",
        "server    | REQUIRE  | --tls --ca @ca.pem --cert @client.pem --key @client.key",
      })
  void read_withTls_isAnswered(String identity, ClientAuth clients, String options) {
    try (FakeServer server = start(identity, clients)) {
      assertThat(cat(server.address(), options))
          .isEqualTo(new Cli.Result(0, com.google.protobuf.ByteString.copyFromUtf8("x"), ""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server    | NONE    | -                       | 7 | it may speak TLS | try --tls",
        "server    | NONE    | --tls                   | 7 | of no trusted authority | --ca",
        "server    | NONE    | --tls --ca @stranger.pem| 7 | of no trusted authority | --ca",
        "expired   | NONE    | --tls --ca @ca.pem      | 7 | not valid at this time: | renewed",
        "elsewhere | NONE    | --tls --ca @ca.pem      | 7 | of another host: | --server-name",
        "server    | NONE    | --tls --ca @ca.pem --server-name x.example | 7 | x.example | -",
        "server    | REQUIRE | --tls --ca @ca.pem      | 5 | wants a client certificate | --cert",
        "server    | REQUIRE | --tls --ca @ca.pem --cert @stranger.pem --key @stranger.key"
            + "| 5 | wants a client certificate | --cert and --key",
      })
  void read_refused_saysWhyAndWhatToTry(
      String identity, ClientAuth clients, String options, int exit, String why, String next) {
    try (FakeServer server = start(identity, clients)) {
      Cli.Result result = cat(server.address(), options);

      assertThat(result.err())
          .startsWith("procnet: server " + server.address() + " ")
          .contains(why, next)
          .hasLineCount(1);
      assertThat(result.code()).isEqualTo(exit);
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void read_serverWithoutTls_saysSo() {
    try (FakeServer server = FakeServer.start()) {
      Cli.Result result = cat(server.address(), "--tls");

      assertThat(result.err()).contains("does not speak TLS", "try without --tls").hasLineCount(1);
      assertThat(result.code()).isEqualTo(ExitCode.PROTOCOL);
    }
  }

  @Test
  void read_serverSilentInHandshake_isSilent() throws IOException {
    try (ServerSocket mute = new ServerSocket(0)) {
      Cli.Result result = cat("127.0.0.1:" + mute.getLocalPort(), "--tls --timeout 500ms");

      assertThat(result.err()).contains("wait longer with --timeout").hasLineCount(1);
      assertThat(result.code()).isEqualTo(ExitCode.SILENT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--no-tls, ended the connection without a word, try --tls",
    "--tls, ended TLS: , try --no-tls"
  })
  void read_serverHangsUp_saysSo(String option, String why, String next) throws IOException {
    try (ServerSocket closing = new ServerSocket(0)) {
      Thread closes = new Thread(() -> hangUp(closing));
      closes.setDaemon(true);
      closes.start();

      Cli.Result result = cat("127.0.0.1:" + closing.getLocalPort(), option);

      assertThat(result.err()).contains(why, next).hasLineCount(1);
      assertThat(result.code()).isEqualTo(ExitCode.PROTOCOL);
    }
  }

  private static void hangUp(ServerSocket server) {
    while (!server.isClosed()) {
      try (java.net.Socket socket = server.accept()) {
        // What is unread would make a reset of the end.
        assertThat(socket.getInputStream().read(new byte[65536])).isPositive();
      } catch (IOException e) {
        // The test has ended.
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tls --ca @none.pem   | --ca: @none.pem: no such file",
        "--tls --ca @text.pem   | --ca: @text.pem: PEM certificates (BEGIN CERTIFICATE) expected",
        "--tls --ca @broken.pem | --ca: @broken.pem: PEM certificates (BEGIN CERTIFICATE) expected",
        "--tls --cert @none.pem --key @client.key | --cert: @none.pem: no such file",
        "--tls --cert @client.key --key @client.key | --cert: @client.key: PEM certificates",
        "--tls --cert @client.pem --key @none.key | --key: @none.key: no such file",
        "--tls --cert @client.pem --key @client.pem | --key: @client.pem: a PEM private key",
        "--tls --cert @client.pem --key @ca.key | --key: @ca.key: the key of the certificate in",
        "--tls --cert @client.pem | only the certificate given",
        "--tls --key @client.key  | only the key given",
        "--ca @ca.pem             | --ca is for TLS: --tls is missing",
        "--no-tls --server-name x | --server-name is for TLS: --tls is missing",
      })
  void usage_wrongFile_namesOptionAndFile(String options, String message) {
    Cli.Result result = cat("127.0.0.1:1", options);

    assertThat(result.err()).startsWith("procnet: ").contains(message.replace("@", prefix()));
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void tls_ofEnvironment_isTaken() {
    try (FakeServer server = start("elsewhere", ClientAuth.REQUIRE)) {
      Map<String, String> environment =
          Map.of(
              "PROCNET_SERVER", server.address(),
              "PROCNET_TLS", "1",
              "PROCNET_CA", certificates.certificate("ca").toString(),
              "PROCNET_CERT", certificates.certificate("client").toString(),
              "PROCNET_KEY", certificates.key("client").toString(),
              "PROCNET_SERVER_NAME", "elsewhere.example");

      assertThat(new Cli(environment).run("cat", "tcp").out()).isEqualTo("x");
      assertThat(new Cli(environment).run("cat", "tcp", "--no-tls").err()).contains("speak TLS");
      assertThat(new Cli(environment).run("cat", "tcp", "--ca", prefix() + "none").err())
          .contains("--ca: ");
    }
  }

  @Test
  void usage_wrongEnvironment_namesTheVariable() {
    assertThat(new Cli(Map.of("PROCNET_TLS", "perhaps")).run("ls").err())
        .startsWith("procnet: PROCNET_TLS: 'perhaps': true or false expected");
    assertThat(new Cli(Map.of("PROCNET_TLS", "yes", "PROCNET_CA", "/none")).run("ls").err())
        .startsWith("procnet: PROCNET_CA: /none: no such file");
  }

  @Test
  void tls_ofContext_standsBehindEnvironmentAndOption() {
    try (FakeServer server = start("server", ClientAuth.NONE)) {
      run(Map.of(), "context set lab --tls --ca @ca.pem --server " + server.address());
      run(Map.of(), "context use lab");

      assertThat(run(Map.of(), "cat tcp").out()).isEqualTo("x");
      assertThat(run(Map.of("PROCNET_CA", "/none"), "cat tcp").err()).contains("PROCNET_CA: /none");
      assertThat(run(Map.of("PROCNET_TLS", "false"), "cat tcp").err()).contains("speak TLS");
      assertThat(run(Map.of("PROCNET_CA", "/none"), "cat tcp --ca @ca.pem").out()).isEqualTo("x");
      assertThat(run(Map.of(), "context ls").out()).contains("true");
    }
  }

  private Cli.Result run(Map<String, String> environment, String args) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.put("XDG_CONFIG_HOME", config.toString());
    return new Cli(all).run(args.replace("@", prefix()).split(" "));
  }

  private static FakeServer start(String identity, ClientAuth clients) {
    FakeServer server = FakeServer.start(certificates.server(identity, clients));
    server.stack().file("tcp", "x");
    return server;
  }

  private static Cli.Result cat(String server, String options) {
    List<String> args = new ArrayList<>(List.of("cat", "tcp", "--server", server));
    if (!options.equals("-")) {
      args.addAll(List.of(options.replace("@", prefix()).split(" ")));
    }
    return new Cli(Map.of()).run(args.toArray(String[]::new));
  }

  private static String prefix() {
    return directory + "/";
  }
}
