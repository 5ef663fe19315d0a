package dev.procnet.client.cli;

import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.TlsFileException;
import dev.procnet.client.TlsOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Connects with TLS. Apart from {@link Session}, so that a start without TLS loads nothing of it.
 *
 * @param session that the command runs in
 */
record TlsSession(Session session) {

  ProcnetClient connect(ClientOptions options) {
    try {
      return ProcnetClient.connect(options.withTls(tls()));
    } catch (TlsFileException e) {
      throw session.options().usage(source(e.role()) + ": " + e.getMessage());
    }
  }

  private TlsOptions tls() {
    try {
      return new TlsOptions(
          given("ca").map(Path::of),
          given("cert").map(Path::of),
          given("key").map(Path::of),
          given("server-name"));
    } catch (IllegalArgumentException e) {
      throw session.options().usage("--cert and --key: " + e.getMessage());
    }
  }

  private String source(TlsFileException.Role role) {
    return lookUp(
            switch (role) {
              case CA -> "ca";
              case CERTIFICATE -> "cert";
              case KEY -> "key";
            })
        .source();
  }

  private Optional<String> given(String name) {
    return Optional.of(lookUp(name).value()).filter(value -> !value.isEmpty());
  }

  private Session.Given lookUp(String name) {
    String variable = "PROCNET_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    return session.given(session.options().tlsOptions().get(name), variable, name, "");
  }
}
