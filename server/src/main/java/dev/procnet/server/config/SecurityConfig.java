package dev.procnet.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is let in. Ranges as in {@link Settings}.
 *
 * @param admin where the admin services are too
 * @param socketMode of Unix sockets
 * @param webHosts names that the web listener is called by, besides localhost and addresses
 * @param tls empty: it is not spoken
 * @param policy who has which role
 * @param tokens hashes of bearer tokens
 * @param insecure callers from anywhere are taken as those on loopback are, where no policy is
 * @param reloadInterval how often the files are looked at for changes
 * @param auditLog where audit lines are appended; {@code -}: standard output
 */
public record SecurityConfig(
    Optional<ListenAddress> admin,
    SocketMode socketMode,
    Set<String> webHosts,
    Optional<Tls> tls,
    Optional<Path> policy,
    Optional<Path> tokens,
    boolean insecure,
    Duration reloadInterval,
    Optional<Path> auditLog) {

  public SecurityConfig {
    webHosts = Set.copyOf(webHosts);
    Settings.RELOAD_INTERVAL.check(reloadInterval);
  }

  /**
   * How TLS is spoken.
   *
   * @param certificate PEM, with the chain behind it
   * @param key PEM, of the certificate
   * @param clientCa authorities of client certificates; empty: no client certificates
   */
  public record Tls(
      Path certificate,
      Path key,
      Optional<Path> clientCa,
      ClientAuth clientAuth,
      TlsVersion minVersion) {}

  /** That of settings that go together. */
  public static SecurityConfig of(SettingValues values) {
    return new SecurityConfig(
        values.one(Settings.ADMIN_LISTEN),
        values.one(Settings.SOCKET_MODE),
        values.all(Settings.WEB_HOST).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        values.optional(Settings.TLS_CERT).map(certificate -> tls(certificate, values)),
        values.optional(Settings.POLICY),
        values.optional(Settings.TOKENS),
        values.one(Settings.INSECURE_LISTEN),
        values.one(Settings.RELOAD_INTERVAL),
        values.optional(Settings.AUDIT_LOG));
  }

  private static Tls tls(Path certificate, SettingValues values) {
    return new Tls(
        certificate,
        values.one(Settings.TLS_KEY),
        values.optional(Settings.TLS_CLIENT_CA),
        values.one(Settings.TLS_CLIENT_AUTH),
        values.one(Settings.TLS_MIN_VERSION));
  }
}
