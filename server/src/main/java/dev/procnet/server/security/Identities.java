package dev.procnet.server.security;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Identities of client certificates: their subject alternative names (RFC 5280, 4.2.1.6) of the
 * types DNS and URI, as SPIFFE has them. The subject's own name is not looked at (RFC 9525).
 */
final class Identities {

  private static final int DNS_NAME = 2;
  private static final int URI = 6;
  private static final String DNS = "dns:";

  private Identities() {}

  /** Of a session whose certificate was verified; empty: the client sent none. */
  static Set<String> of(@Nullable SSLSession session) {
    if (session == null) {
      return Set.of();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain[0] instanceof X509Certificate leaf ? of(leaf) : Set.of();
    } catch (SSLPeerUnverifiedException e) {
      return Set.of();
    }
  }

  static Set<String> of(X509Certificate certificate) {
    Set<String> names = new LinkedHashSet<>();
    for (List<?> entry : alternatives(certificate)) {
      if (entry.get(0).equals(DNS_NAME)) {
        names.add(normal(DNS + entry.get(1)));
      } else if (entry.get(0).equals(URI)) {
        names.add("uri:" + entry.get(1));
      }
    }
    return names;
  }

  /** As it is compared: names of DNS know no case (RFC 4343). */
  static String normal(String name) {
    return name.startsWith(DNS) ? name.toLowerCase(Locale.ROOT) : name;
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      return all == null ? List.of() : all;
    } catch (CertificateParsingException e) {
      // What can't be read gives no identity.
      return List.of();
    }
  }
}
