package dev.procnet.client;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Tells what went wrong with TLS. Certificates are checked by the JDK, whose exceptions are told
 * apart by type; alerts of the peer (RFC 8446, section 6) are only in messages, as netty's OpenSSL
 * and the JDK write them.
 */
final class TlsErrors {

  /** Alerts of a server that wants a certificate, or another one. */
  private static final List<String> ABOUT_CLIENT_CERTIFICATES =
      List.of(
          "certificate_required",
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied");

  private TlsErrors() {}

  /** What went wrong; empty: it was not TLS. */
  static Optional<FailureKind> kind(List<Throwable> causes) {
    Optional<FailureKind> certificate = certificate(causes);
    if (certificate.isPresent()) {
      return certificate;
    }
    return causes.stream()
        .filter(SSLException.class::isInstance)
        .findFirst()
        .map(e -> ofMessage(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)));
  }

  private static Optional<FailureKind> certificate(List<Throwable> causes) {
    if (causes.stream().anyMatch(TlsErrors::isOfTime)) {
      return Optional.of(FailureKind.CERTIFICATE_EXPIRED);
    }
    if (causes.stream()
        .anyMatch(
            e ->
                e instanceof CertPathBuilderException || e instanceof CertPathValidatorException)) {
      return Optional.of(FailureKind.CERTIFICATE_UNTRUSTED);
    }
    // After the path, only the name is checked.
    return causes.stream().anyMatch(CertificateException.class::isInstance)
        ? Optional.of(FailureKind.CERTIFICATE_OF_ANOTHER_HOST)
        : Optional.empty();
  }

  private static boolean isOfTime(Throwable e) {
    return e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException;
  }

  private static FailureKind ofMessage(String message) {
    if (message.contains("not an ssl/tls record") || message.contains("wrong_version_number")) {
      return FailureKind.SPEAKS_NO_TLS;
    }
    String alert = message.replace(' ', '_');
    return ABOUT_CLIENT_CERTIFICATES.stream().anyMatch(alert::contains)
        ? FailureKind.CLIENT_CERTIFICATE
        : FailureKind.TLS_FAILED;
  }
}
