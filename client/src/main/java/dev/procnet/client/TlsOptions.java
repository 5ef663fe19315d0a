package dev.procnet.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How TLS is spoken. The files are read when the client is made.
 *
 * @param ca PEM certificates of the authorities to trust; empty: those that the JVM trusts
 * @param certificate PEM certificate chain that the client shows, its own first; empty: none
 * @param key PEM private key of the certificate, PKCS #8 (RFC 5958) and not encrypted
 * @param serverName the name that the server's certificate must have, also sent as SNI (RFC 6066,
 *     section 3) and as {@code :authority}; empty: the host of the address
 */
public record TlsOptions(
    Optional<Path> ca,
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<String> serverName) {

  /** Trusts what the JVM trusts, and shows no certificate. */
  public static final TlsOptions DEFAULT =
      new TlsOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Checks that certificate and key come together. */
  public TlsOptions {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "a client certificate and its key expected, only the "
              + (key.isPresent() ? "key given" : "certificate given"));
    }
  }

  /** These, trusting the authorities in a file instead of those that the JVM trusts. */
  public TlsOptions withCa(Path file) {
    return new TlsOptions(Optional.of(file), certificate, key, serverName);
  }

  /** These, with a client certificate and its key. */
  public TlsOptions withCertificate(Path file, Path keyFile) {
    return new TlsOptions(ca, Optional.of(file), Optional.of(keyFile), serverName);
  }

  /** These, with another name of the server. */
  public TlsOptions withServerName(String name) {
    return new TlsOptions(ca, certificate, key, Optional.of(name));
  }
}
