package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificates of deploy/tls, looked at by OpenSSL. */
class CertificatesIT {

  @TempDir private Path directory;

  @BeforeEach
  void requireOpenssl() {
    Command.require("openssl");
  }

  @Test
  void certificates_ofServerAndRoles_areOfTheCa() throws Exception {
    make("--host", "procnetd.example", "--host", "192.0.2.7");

    assertThat(verify("sslserver", "server")).endsWith(": OK\n");
    assertThat(names("server"))
        .contains("DNS:localhost", "IP Address:127.0.0.1", "DNS:procnetd.example")
        .contains("IP Address:192.0.2.7");
    for (String role : new String[] {"reader", "controller", "admin"}) {
      assertThat(verify("sslclient", role)).endsWith(": OK\n");
      assertThat(names(role)).contains("URI:spiffe://procnet/role/" + role);
      assertThat(Command.tryTo(verifying("sslserver", role)).code()).isNotZero();
    }
  }

  @Test
  void keys_areForTheirOwnerAlone() throws Exception {
    make("--role", "reader");

    for (String name : new String[] {"ca.key", "server.key", "reader.key"}) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .isEqualTo("rw-------");
      assertThat(directory.resolve(name)).content().startsWith("-----BEGIN PRIVATE KEY-----");
    }
    assertThat(directory.resolve("admin.crt")).doesNotExist();
  }

  @Test
  void ca_thatIsThere_isUsedAgain() throws Exception {
    make("--role", "reader");
    String ca = Files.readString(directory.resolve("ca.crt"));

    make("--role", "auditor");

    assertThat(directory.resolve("ca.crt")).hasContent(ca);
    assertThat(verify("sslclient", "reader")).endsWith(": OK\n");
    assertThat(verify("sslclient", "auditor")).endsWith(": OK\n");
  }

  @Test
  void role_thatIsNoName_isRefused() throws Exception {
    Command.Result result =
        Command.tryTo("tls/make-certificates", directory.toString(), "--role", "../x");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output())
        .isEqualTo(
            "make-certificates: --role: is '../x', expected small letters, digits and dashes\n");
  }

  private void make(String... flags) throws Exception {
    Stream<String> command =
        Stream.concat(Stream.of("tls/make-certificates", directory.toString()), Stream.of(flags));
    assertThat(Command.run(command.toArray(String[]::new))).isEmpty();
  }

  private String verify(String purpose, String name) throws Exception {
    return Command.run(verifying(purpose, name));
  }

  private String[] verifying(String purpose, String name) {
    return new String[] {
      "openssl",
      "verify",
      "-CAfile",
      directory.resolve("ca.crt").toString(),
      "-purpose",
      purpose,
      directory.resolve(name + ".crt").toString()
    };
  }

  private String names(String name) throws Exception {
    return Command.run(
        "openssl",
        "x509",
        "-noout",
        "-ext",
        "subjectAltName",
        "-in",
        directory.resolve(name + ".crt").toString());
  }
}
