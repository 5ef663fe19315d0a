package dev.procnet.server.security;

import com.google.common.collect.Iterables;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import dev.procnet.server.config.SecurityConfig;
import dev.procnet.server.config.SecurityConfig.Tls;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of all listeners. New connections take certificate, key and authorities as the files have
 * them by then; those that are there go on.
 */
@Singleton
public final class ServerTls {

  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  private final Optional<Tls> config;
  private final SecurityFiles files;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final ClientAuthorities authorities;
  private @Nullable KeyPairFile certificateInForce;
  private @Nullable List<X509Certificate> authoritiesInForce;

  @Inject
  public ServerTls(SecurityConfig config, SecurityFiles files) throws GeneralSecurityException {
    this.config = config.tls();
    this.files = files;
    this.authorities = new ClientAuthorities();
  }

  /** Takes what the files hold now. */
  public synchronized void update() {
    files.certificate().ifPresent(this::use);
    files.clientCa().ifPresent(this::use);
  }

  /** For gRPC; empty: TLS is not spoken. */
  public Optional<SslContext> grpc() throws SSLException {
    return config.isPresent() ? Optional.of(grpc(config.get())) : Optional.empty();
  }

  /** For HTTP; empty: TLS is not spoken. */
  public Optional<HttpsConfigurator> http() throws GeneralSecurityException {
    if (config.isEmpty()) {
      return Optional.empty();
    }
    Tls tls = config.get();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {keys}, new TrustManager[] {authorities}, null);
    return Optional.of(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters connection) {
            connection.setSSLParameters(parameters(context, tls));
          }
        });
  }

  private static SSLParameters parameters(SSLContext context, Tls tls) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(tls.minVersion().protocols().toArray(String[]::new));
    if (tls.clientCa().isPresent()) {
      switch (tls.clientAuth()) {
        case REQUEST -> parameters.setWantClientAuth(true);
        case REQUIRE -> parameters.setNeedClientAuth(true);
      }
    }
    return parameters;
  }

  private SslContext grpc(Tls tls) throws SSLException {
    SslContextBuilder builder =
        GrpcSslContexts.configure(SslContextBuilder.forServer(keys))
            .protocols(tls.minVersion().protocols());
    if (tls.clientCa().isPresent()) {
      builder
          .trustManager(authorities)
          .clientAuth(
              switch (tls.clientAuth()) {
                case REQUEST -> io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth.OPTIONAL;
                case REQUIRE -> io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth.REQUIRE;
              });
    }
    return builder.build();
  }

  private void use(KeyPairFile certificate) {
    if (!certificate.equals(certificateInForce)) {
      keys.updateIdentityCredentials(
          Iterables.toArray(certificate.chain(), X509Certificate.class), certificate.key());
      certificateInForce = certificate;
    }
  }

  private void use(List<X509Certificate> certificates) {
    if (certificates.equals(authoritiesInForce)) {
      return;
    }
    try {
      authorities.update(certificates);
      authoritiesInForce = certificates;
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("the authorities of client certificates can't be taken, the old ones stay", e);
    }
  }
}
