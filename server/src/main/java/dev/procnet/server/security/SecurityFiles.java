package dev.procnet.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.procnet.server.config.SecurityConfig;
import dev.procnet.server.config.SettingValues;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files that say who is let in: certificate and key, client authorities, tokens, policy. */
@Singleton
public final class SecurityFiles {

  private final Optional<WatchedFile<KeyPairFile>> certificate;
  private final Optional<WatchedFile<List<X509Certificate>>> clientCa;
  private final Optional<WatchedFile<Tokens>> tokens;
  private final Optional<WatchedFile<Policy>> policy;

  /** Files that are not read yet. */
  @Inject
  public SecurityFiles(SecurityConfig config) {
    this.certificate = config.tls().map(tls -> certificate(tls.certificate(), tls.key()));
    this.clientCa = config.tls().flatMap(SecurityConfig.Tls::clientCa).map(SecurityFiles::clientCa);
    this.tokens = config.tokens().map(path -> text("tokens", path, Tokens::parse));
    this.policy = config.policy().map(path -> text("policy", path, PolicyFile::parse));
  }

  /** Tells {@code problems} of all that is wrong with the files that settings name. */
  public static void check(SettingValues values, Consumer<String> problems) {
    new SecurityFiles(SecurityConfig.of(values)).load(problems);
  }

  /**
   * Reads all.
   *
   * @param problems told of all that is wrong with any, with file and line
   */
  public void load(Consumer<String> problems) {
    all().forEach(file -> file.load(problems));
  }

  /** Reads those again that have changed. */
  public void refresh() {
    all().forEach(WatchedFile::refresh);
  }

  /** All that there are. */
  public List<WatchedFile<?>> all() {
    return Stream.<Optional<? extends WatchedFile<?>>>of(certificate, clientCa, tokens, policy)
        .<WatchedFile<?>>flatMap(Optional::stream)
        .toList();
  }

  Optional<KeyPairFile> certificate() {
    return certificate.map(WatchedFile::get);
  }

  /** Authorities of client certificates; empty: none are taken. */
  Optional<List<X509Certificate>> clientCa() {
    return clientCa.map(WatchedFile::get);
  }

  /** Empty: tokens are not looked at. */
  Optional<Tokens> tokens() {
    return tokens.map(WatchedFile::get);
  }

  /** Empty: there is none. */
  Optional<Policy> policy() {
    return policy.map(WatchedFile::get);
  }

  /** Makes something of a text. */
  private interface Parser<T> {
    T parse(String file, String text, Consumer<String> problems);
  }

  private static WatchedFile<KeyPairFile> certificate(Path certificate, Path key) {
    return new WatchedFile<>(
        "certificate",
        List.of(certificate, key),
        (contents, problems) -> KeyPairFile.parse(certificate, key, contents, problems));
  }

  private static WatchedFile<List<X509Certificate>> clientCa(Path path) {
    return new WatchedFile<>(
        "client-ca",
        List.of(path),
        (contents, problems) -> KeyPairFile.certificates(path, contents.getFirst(), problems));
  }

  private static <T> WatchedFile<T> text(String name, Path path, Parser<T> parser) {
    return new WatchedFile<>(
        name,
        List.of(path),
        (contents, problems) ->
            parser.parse(path.toString(), new String(contents.getFirst(), UTF_8), problems));
  }
}
