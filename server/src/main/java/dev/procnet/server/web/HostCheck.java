package dev.procnet.server.web;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests whose Host is a name that the listener is not known by. A page of another site
 * could else have its own name resolve to 127.0.0.1 and read what a browser on this machine may
 * (DNS rebinding). Addresses and localhost (RFC 6761) are no names that anyone could do that with.
 */
public final class HostCheck extends Filter {

  private static final int MISDIRECTED_REQUEST = 421;
  private static final String LOCALHOST = "localhost";

  private final Set<String> names;

  /**
   * One of a server.
   *
   * @param names by which it is known besides, in small letters
   */
  public HostCheck(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    @Nullable String host = exchange.getRequestHeaders().getFirst("Host");
    // None is HTTP/1.0, which browsers do not speak.
    if (host == null || isKnown(host)) {
      chain.doFilter(exchange);
    } else {
      try (exchange) {
        Answers.text(
            exchange,
            MISDIRECTED_REQUEST,
            "not the name of this server; expected an address, localhost or a --web-host");
      }
    }
  }

  @Override
  public String description() {
    return "Refuses names that are not this server's.";
  }

  private boolean isKnown(String header) {
    String host;
    try {
      host = HostAndPort.fromString(header).getHost().toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return InetAddresses.isInetAddress(host)
        || host.equals(LOCALHOST)
        || host.endsWith("." + LOCALHOST)
        || names.contains(host);
  }
}
