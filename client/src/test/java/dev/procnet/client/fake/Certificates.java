package dev.procnet.client.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Keys and certificates that the JDK's keytool makes: {@code ca} with what it signed, and {@code
 * stranger}, another authority. Each name is that of two files, NAME.pem and NAME.key.
 */
public final class Certificates {

  private static final String PASSWORD = "changeit";

  private final Path directory;

  private Certificates(Path directory) {
    this.directory = directory;
  }

  /** Makes them in a directory. */
  public static Certificates in(Path directory) {
    Certificates made = new Certificates(directory);
    made.generate("ca", "-ext", "bc:c");
    made.generate("stranger", "-ext", "bc:c");
    made.signed("server", "-ext", "san=dns:localhost,ip:127.0.0.1");
    made.signed("elsewhere", "-ext", "san=dns:elsewhere.example");
    made.signed("expired", "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "1");
    made.signed("client");
    try {
      made.writePem(List.of("ca", "stranger", "server", "elsewhere", "expired", "client"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return made;
  }

  /** A file of PEM certificates. */
  public Path certificate(String name) {
    return directory.resolve(name + ".pem");
  }

  /** A file of a PEM key. */
  public Path key(String name) {
    return directory.resolve(name + ".key");
  }

  /** All of them, as the JDK trusts them. */
  public Path keyStore() {
    return directory.resolve("store.p12");
  }

  /** A server's credentials. */
  public ServerCredentials server(String name, ClientAuth clients) {
    try {
      return TlsServerCredentials.newBuilder()
          .keyManager(certificate(name).toFile(), key(name).toFile())
          .trustManager(certificate("ca").toFile())
          .clientAuth(clients)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signed(String name, String... options) {
    List<String> all = new ArrayList<>(List.of("-signer", "ca"));
    all.addAll(List.of(options));
    generate(name, all.toArray(String[]::new));
  }

  private void generate(String name, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                keyStore().toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name));
    command.addAll(List.of(options));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String words = new String(keytool.getInputStream().readAllBytes(), UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + words);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void writePem(List<String> names) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore())) {
      store.load(in, PASSWORD.toCharArray());
    }
    for (String name : names) {
      StringBuilder chain = new StringBuilder();
      for (Certificate certificate : store.getCertificateChain(name)) {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
      Files.writeString(certificate(name), chain);
      Files.writeString(key(name), pem("PRIVATE KEY", key));
    }
  }

  private static String pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
