package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.hash.Hashing;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.security.WatchedFile;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.StackServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Good and bad ways to speak TLS, with real clients. */
class TlsTest {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir static Path shared;
  private static Certificates certificates;

  @TempDir Path directory;

  @BeforeAll
  static void certificates() throws Exception {
    certificates = Certificates.in(shared);
  }

  private TestDaemon start(String... flags) throws Exception {
    Path certificate = directory.resolve("tls.crt");
    Path key = directory.resolve("tls.key");
    Path ca = directory.resolve("ca.crt");
    Path policy = directory.resolve("policy.yaml");
    Path tokens = directory.resolve("tokens");
    certificates.install("server", certificate, key);
    Certificates.replace(ca, Files.readString(certificates.certificate("ca")));
    Files.writeString(
        policy,
        """
        grants:
          - who: [uri:spiffe://example.org/dash, dns:dash.example.org, token:ci]
            roles: reader
        """);
    Files.writeString(
        tokens, "ci " + Hashing.sha256().hashString("t0ken", StandardCharsets.UTF_8) + "\n");
    List<String> all =
        new ArrayList<>(
            List.of(
                "--tls-cert", certificate.toString(),
                "--tls-key", key.toString(),
                "--tls-client-ca", ca.toString(),
                "--policy", policy.toString(),
                "--tokens", tokens.toString(),
                "--reload-interval", "100ms"));
    all.addAll(Arrays.asList(flags));
    return TestDaemon.start(all.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // what                     | trusts   | shows    | speaks  | token | calls  | gets
        "certificate with a role    | ca       | dash     | TLSv1.3 | -     | read   | OK",
        "certificate, other role    | ca       | dash     | TLSv1.3 | -     | create |"
            + " PERMISSION_DENIED",
        "token with a role          | ca       | -        | TLSv1.3 | t0ken | read   | OK",
        "token, other role          | ca       | -        | TLSv1.3 | t0ken | create |"
            + " PERMISSION_DENIED",
        "unknown token              | ca       | -        | TLSv1.3 | guess | read   |"
            + " UNAUTHENTICATED",
        "unknown token with a cert  | ca       | dash     | TLSv1.3 | guess | read   |"
            + " UNAUTHENTICATED",
        "no identity                | ca       | -        | TLSv1.3 | -     | read   |"
            + " UNAUTHENTICATED",
        "no identity, health        | ca       | -        | TLSv1.3 | -     | health | OK",
        "certificate without names  | ca       | nameless | TLSv1.3 | -     | read   |"
            + " UNAUTHENTICATED",
        "certificate of another CA  | ca       | foreign  | TLSv1.3 | -     | health | UNAVAILABLE",
        "expired certificate        | ca       | expired  | TLSv1.3 | -     | health | UNAVAILABLE",
        "server of another CA       | stranger | dash     | TLSv1.3 | -     | health | UNAVAILABLE",
        "TLS 1.2                    | ca       | dash     | TLSv1.2 | -     | health | UNAVAILABLE",
        "no TLS                     | -        | -        | -       | -     | health | UNAVAILABLE",
      })
  void call_byWhoAndHow_getsOnlyWhatItMay(
      String what,
      String trusts,
      String shows,
      String speaks,
      String token,
      String call,
      String gets)
      throws Exception {
    try (TestDaemon test = start()) {
      assertThat(outcome(test, trusts, shows, speaks, token, call)).as(what).isEqualTo(gets);
    }
  }

  @Test
  void minVersion12_tls12_isSpoken() throws Exception {
    try (TestDaemon test = start("--tls-min-version", "1.2")) {
      assertThat(outcome(test, "ca", "dash", "TLSv1.2", "-", "read")).isEqualTo("OK");
      assertThat(outcome(test, "ca", "dash", "TLSv1.3", "-", "read")).isEqualTo("OK");
    }
  }

  @Test
  void clientAuthRequired_noCertificate_cantConnect() throws Exception {
    try (TestDaemon test = start("--tls-client-auth", "require")) {
      assertThat(outcome(test, "ca", "-", "TLSv1.3", "t0ken", "health")).isEqualTo("UNAVAILABLE");
      assertThat(outcome(test, "ca", "dash", "TLSv1.3", "-", "read")).isEqualTo("OK");
    }
  }

  @Test
  void certificate_renewed_isTakenByNewConnections() throws Exception {
    try (TestDaemon test = start()) {
      assertThat(subject(test)).isEqualTo("CN=server");

      install("renewed");

      await().until(() -> subject(test).equals("CN=renewed"));
      assertThat(outcome(test, "ca", "dash", "TLSv1.3", "-", "read")).isEqualTo("OK");
    }
  }

  @Test
  void certificate_badNewOne_oldOneStaysAndIsTold() throws Exception {
    try (LogRecorder log = new LogRecorder(WatchedFile.class);
        TestDaemon test = start()) {
      for (String bad : List.of("rubbish", Files.readString(certificates.certificate("renewed")))) {
        Certificates.replace(directory.resolve("tls.crt"), bad);
        await()
            .until(() -> metric(test, "procnet_security_file_stale", "certificate").equals("1.0"));
        assertThat(subject(test)).isEqualTo("CN=server");
        install("server");
        await()
            .until(() -> metric(test, "procnet_security_file_stale", "certificate").equals("0.0"));
      }
      install("ended");
      await().until(() -> log.lines().toString().contains("tls.crt: expired at "));

      assertThat(subject(test)).isEqualTo("CN=server");
      assertThat(metric(test, "procnet_security_file_failures_total", "certificate"))
          .isNotEqualTo("0.0");
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.equals(
                      "WARN certificate has changed, the old content stays: "
                          + directory.resolve("tls.crt")
                          + ": expected PEM certificates (BEGIN CERTIFICATE)"))
          .anyMatch(line -> line.contains("is not the key of the certificate in"));
    }
  }

  @Test
  void clientCa_replaced_isThatOfNewConnections() throws Exception {
    try (TestDaemon test = start()) {
      Certificates.replace(
          directory.resolve("ca.crt"), Files.readString(certificates.certificate("stranger")));

      await().until(() -> outcome(test, "ca", "foreign", "TLSv1.3", "-", "read").equals("OK"));
      assertThat(outcome(test, "ca", "dash", "TLSv1.3", "-", "read")).isEqualTo("UNAVAILABLE");
    }
  }

  @Test
  void policyAndTokens_changed_areThoseOfTheNextCall() throws Exception {
    try (LogRecorder log = new LogRecorder(WatchedFile.class);
        TestDaemon test = start()) {
      Files.writeString(
          directory.resolve("tokens"),
          "ci " + Hashing.sha256().hashString("n3w", StandardCharsets.UTF_8) + "\n");
      await().until(() -> outcome(test, "ca", "-", "TLSv1.3", "n3w", "read").equals("OK"));
      assertThat(outcome(test, "ca", "-", "TLSv1.3", "t0ken", "read")).isEqualTo("UNAUTHENTICATED");

      Files.writeString(directory.resolve("policy.yaml"), "grants: []\n");
      await()
          .until(
              () -> outcome(test, "ca", "-", "TLSv1.3", "n3w", "read").equals("PERMISSION_DENIED"));
      Files.writeString(directory.resolve("policy.yaml"), "grants: [x\n");
      await().until(() -> log.lines().toString().contains("policy.yaml:2:1: "));
      assertThat(outcome(test, "ca", "dash", "TLSv1.3", "-", "read"))
          .isEqualTo("PERMISSION_DENIED");
    }
  }

  @Test
  void start_badFiles_areAllToldWithFileAndLine() throws Exception {
    Path policy =
        Files.writeString(directory.resolve("p.yaml"), "grants:\n- who: me\n  roles: x\n");

    assertThatThrownBy(
            () ->
                TestDaemon.start(
                    "--tls-cert", certificates.certificate("server").toString(),
                    "--tls-key", certificates.key("dash").toString(),
                    "--policy", policy.toString(),
                    "--tokens", directory.resolve("none").toString()))
        .isInstanceOfSatisfying(
            StartException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .anyMatch(told -> told.contains("dash.key: is not the key of the certificate"))
                    .anyMatch(told -> told.startsWith(policy + ":2:8: who is 'me'"))
                    .anyMatch(told -> told.startsWith(policy + ":3:10: role 'x'"))
                    .anyMatch(told -> told.endsWith("none: no such file")));
  }

  /** Puts a pair where the server reads it. */
  private void install(String name) throws Exception {
    certificates.install(name, directory.resolve("tls.crt"), directory.resolve("tls.key"));
  }

  private static String outcome(
      TestDaemon test, String trusts, String shows, String speaks, String token, String call)
      throws Exception {
    ManagedChannel channel = channel(test, trusts, shows, speaks);
    Metadata headers = new Metadata();
    if (!token.equals("-")) {
      headers.put(AUTHORIZATION, "Bearer " + token);
    }
    try {
      call(channel, headers, call);
      return Status.Code.OK.name();
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode().name();
    } finally {
      channel.shutdownNow();
    }
  }

  private static void call(ManagedChannel channel, Metadata headers, String call) {
    var stacks =
        StackServiceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    switch (call) {
      case "read" -> assertThat(stacks.getStack(GetStackRequest.getDefaultInstance())).isNotNull();
      case "create" ->
          assertThat(stacks.createStack(CreateStackRequest.getDefaultInstance())).isNotNull();
      default ->
          assertThat(
                  HealthGrpc.newBlockingStub(channel)
                      .check(HealthCheckRequest.getDefaultInstance()))
              .isNotNull();
    }
  }

  private static ManagedChannel channel(TestDaemon test, String trusts, String shows, String speaks)
      throws Exception {
    ListenAddress.Tcp address = (ListenAddress.Tcp) test.daemon().grpcAddresses().getFirst();
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address.host(), address.port());
    if (speaks.equals("-")) {
      return builder.usePlaintext().build();
    }
    SslContextBuilder tls =
        GrpcSslContexts.forClient()
            .protocols(speaks)
            .trustManager(certificates.certificate(trusts).toFile());
    if (!shows.equals("-")) {
      // Shows it whichever authorities the server asks for, as an attacker would.
      AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
      keys.updateIdentityCredentials(
          certificates.certificate(shows).toFile(), certificates.key(shows).toFile());
      tls.keyManager(keys);
    }
    return builder.sslContext(tls.build()).build();
  }

  /** Of the certificate that new connections are shown. */
  private static String subject(TestDaemon test) throws Exception {
    ListenAddress.Tcp address = (ListenAddress.Tcp) test.daemon().grpcAddresses().getFirst();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(address.host(), address.port())) {
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    }
  }

  private static String metric(TestDaemon test, String name, String file) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, null);
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      URI uri =
          URI.create("https://" + test.daemon().webAddress().orElseThrow() + "/metrics/server");
      String page =
          client
              .send(
                  HttpRequest.newBuilder(uri)
                      .header("Authorization", "Bearer " + "t0ken")
                      .timeout(Duration.ofSeconds(10))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      String line = name + "{file=\"" + file + "\"} ";
      return page.lines()
          .filter(each -> each.startsWith(line))
          .map(each -> each.substring(line.length()))
          .findFirst()
          .orElse(page);
    }
  }

  private static final class TrustsAll extends javax.net.ssl.X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
