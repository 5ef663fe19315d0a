package dev.procnet.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a client is made of.
 *
 * @param server where the server listens
 * @param stack the stack that requests without one speak of; not empty
 * @param timeouts how long calls may take
 * @param tls how TLS is spoken; empty: it is not
 * @param tokenFile a file of one line, a bearer token (RFC 6750) that goes with each call: with
 *     TLS, or to a loopback address or Unix socket; read when the client is made; empty: none
 */
public record ClientOptions(
    ServerAddress server,
    String stack,
    Timeouts timeouts,
    Optional<TlsOptions> tls,
    Optional<Path> tokenFile) {

  /** The stack that every server has. */
  public static final String DEFAULT_STACK = "default";

  /** Checks that the stack is named. */
  public ClientOptions {
    if (stack.isEmpty()) {
      throw new IllegalArgumentException("stack: a name expected, not an empty one");
    }
  }

  /**
   * The default stack of a server, without TLS.
   *
   * @param server as in {@link ServerAddress#parse}
   */
  public static ClientOptions of(String server) {
    return new ClientOptions(
        ServerAddress.parse(server),
        DEFAULT_STACK,
        Timeouts.DEFAULT,
        Optional.empty(),
        Optional.empty());
  }

  /** These, with another stack. */
  public ClientOptions withStack(String name) {
    return new ClientOptions(server, name, timeouts, tls, tokenFile);
  }

  /** These, with other timeouts. */
  public ClientOptions withTimeouts(Timeouts limits) {
    return new ClientOptions(server, stack, limits, tls, tokenFile);
  }

  /** These, with TLS. */
  public ClientOptions withTls(TlsOptions how) {
    return new ClientOptions(server, stack, timeouts, Optional.of(how), tokenFile);
  }

  /** These, with the bearer token in a file. */
  public ClientOptions withTokenFile(Path file) {
    return new ClientOptions(server, stack, timeouts, tls, Optional.of(file));
  }
}
