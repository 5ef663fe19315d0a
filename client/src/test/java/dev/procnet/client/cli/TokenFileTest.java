package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.fake.Certificates;
import dev.procnet.client.fake.FakeServer;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {

  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(directory.resolve("token"), "s3cret\n");
    Files.writeString(directory.resolve("other"), "0ther");
    Files.writeString(directory.resolve("empty"), "");
    Files.writeString(directory.resolve("blank"), " \n");
    Files.writeString(directory.resolve("two"), "s3cret\ns3cret2\n");
    Files.writeString(directory.resolve("words"), "s3cret of mine\n");
  }

  /**
   * @ stands for the directory of the files.
   */
  private Cli.Result run(Map<String, String> environment, String args) {
    Map<String, String> all = new HashMap<>();
    environment.forEach((name, value) -> all.put(name, value.replace("@", directory + "/")));
    all.put("XDG_CONFIG_HOME", directory.toString());
    return new Cli(all).run(args.replace("@", directory + "/").split(" "));
  }

  @Test
  void token_onLoopback_goesWithEachCall() {
    try (FakeServer server = FakeServer.start()) {
      server.stack().file("tcp", "x");

      Cli.Result result = run(Map.of(), "cat tcp --token-file @token --server " + server.address());

      assertThat(result.err()).isEmpty();
      assertThat(result.out()).isEqualTo("x");
      assertThat(server.authorizations()).isNotEmpty().containsOnly("Bearer s3cret");
    }
  }

  @Test
  void token_withTls_goesWithEachCall() throws IOException {
    Certificates certificates = Certificates.in(directory);
    try (FakeServer server = FakeServer.start(certificates.server("server", ClientAuth.NONE))) {
      server.stack().file("tcp", "x");

      var _ =
          run(
              Map.of(),
              "cat tcp --tls --ca @ca.pem --token-file @token --server " + server.address());

      assertThat(server.authorizations()).isNotEmpty().containsOnly("Bearer s3cret");
    }
  }

  @Test
  void token_ofEnvironmentAndContext_standsBehindTheOption() {
    try (FakeServer server = FakeServer.start()) {
      server.stack().file("tcp", "x");
      Map<String, String> other = Map.of("PROCNET_TOKEN_FILE", "@other");
      var _ = run(Map.of(), "context set a --token-file @token --server " + server.address());
      var _ = run(Map.of(), "context use a");

      var _ = run(Map.of(), "cat tcp");
      var _ = run(other, "cat tcp");
      var _ = run(other, "cat tcp --token-file @token");

      assertThat(server.authorizations().stream().distinct())
          .containsExactly("Bearer s3cret", "Bearer 0ther");
      assertThat(server.authorizations()).last().isEqualTo("Bearer s3cret");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "none, @none: no such file",
    "empty, '@empty: one line with a token expected, found none'",
    "blank, '@blank: one line with a token expected, found none'",
    "two, '@two: one line with a token expected, found 2 lines'",
    "words, '@words: a token of visible ASCII characters expected, found others or blanks'",
    "., @.: can't be read: "
  })
  void usage_wrongFile_namesOptionAndFileButNothingInIt(String file, String message) {
    Cli.Result option = run(Map.of(), "cat tcp --token-file @" + file);
    Cli.Result variable = run(Map.of("PROCNET_TOKEN_FILE", "@" + file), "cat tcp");

    String told = message.replace("@", directory + "/");
    assertThat(option.err()).startsWith("procnet: --token-file: " + told).doesNotContain("s3cret");
    assertThat(variable.err()).startsWith("procnet: PROCNET_TOKEN_FILE: " + told);
    assertThat(option.code()).isEqualTo(ExitCode.USAGE);
    assertThat(variable.code()).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1:7461", "'[2001:db8::1]:7461'", "localhost.example:7461"})
  void token_withoutTlsToAnotherMachine_isNotSent(String server) {
    Cli.Result result = run(Map.of(), "cat tcp --token-file @token --server " + server);

    assertThat(result.err())
        .startsWith("procnet: --token-file: " + directory + "/token: a token is not sent without")
        .contains(server)
        .doesNotContain("s3cret");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }
}
