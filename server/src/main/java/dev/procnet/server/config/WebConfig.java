package dev.procnet.server.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How HTTP is served. Ranges as in {@link Settings}.
 *
 * @param listen empty: not at all
 * @param connections most at one time
 * @param timeout for a request to come, and for an answer to go
 * @param series of stacks, most in one scrape
 */
public record WebConfig(
    Optional<ListenAddress.Tcp> listen, int connections, Duration timeout, int series) {

  public WebConfig {
    Settings.WEB_CONNECTIONS.check(connections);
    Settings.WEB_TIMEOUT.check(timeout);
    Settings.WEB_SERIES.check(series);
  }

  static WebConfig of(SettingValues values) {
    return new WebConfig(
        values.one(Settings.WEB_LISTEN),
        values.one(Settings.WEB_CONNECTIONS),
        values.one(Settings.WEB_TIMEOUT),
        values.one(Settings.WEB_SERIES));
  }
}
