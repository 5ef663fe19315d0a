package dev.procnet.server.config;

import java.util.Locale;

/** What is asked of clients that speak TLS, where there are authorities of client certificates. */
public enum ClientAuth {
  /** One that has no certificate may connect, and has no identity of it. */
  REQUEST,
  /** One that has no certificate can't connect. */
  REQUIRE;

  /** As in a flag. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
