package dev.procnet.server.security;

import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Verifies client certificates, by authorities that may change. It does not tell clients which they
 * are (RFC 8446, 4.2.4 leaves that open): OpenSSL takes that list once, and clients that look at it
 * would show no certificate of a newer authority.
 */
final class ClientAuthorities extends X509ExtendedTrustManager {

  private final AdvancedTlsX509TrustManager verifier;

  ClientAuthorities() throws CertificateException {
    this.verifier = AdvancedTlsX509TrustManager.newBuilder().build();
  }

  /** Takes others from now on. */
  void update(List<X509Certificate> authorities) throws IOException, GeneralSecurityException {
    verifier.updateTrustCredentials(authorities.toArray(X509Certificate[]::new));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    verifier.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    verifier.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    verifier.checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw noClient();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw noClient();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw noClient();
  }

  private static CertificateException noClient() {
    return new CertificateException("this is a server, and looks at certificates of clients only");
  }
}
