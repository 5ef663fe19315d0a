package dev.procnet.client;

import java.util.Optional;

/**
 * What a client is made of.
 *
 * @param server where the server listens
 * @param stack the stack that requests without one speak of; not empty
 * @param timeouts how long calls may take
 * @param tls how TLS is spoken; empty: it is not
 */
public record ClientOptions(
    ServerAddress server, String stack, Timeouts timeouts, Optional<TlsOptions> tls) {

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
        ServerAddress.parse(server), DEFAULT_STACK, Timeouts.DEFAULT, Optional.empty());
  }

  /** These, with another stack. */
  public ClientOptions withStack(String name) {
    return new ClientOptions(server, name, timeouts, tls);
  }

  /** These, with other timeouts. */
  public ClientOptions withTimeouts(Timeouts limits) {
    return new ClientOptions(server, stack, limits, tls);
  }

  /** These, with TLS. */
  public ClientOptions withTls(TlsOptions how) {
    return new ClientOptions(server, stack, timeouts, Optional.of(how));
  }
}
