package dev.procnet.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Keys and certificates that the JDK's keytool makes: two authorities, {@code ca} and {@code
 * stranger}, and what they signed. Each is two files, NAME.pem and NAME.key.
 */
final class Certificates {

  private static final String PASSWORD = "changeit";

  private final Path directory;

  private Certificates(Path directory) {
    this.directory = directory;
  }

  /** Makes them in a directory. */
  static Certificates in(Path directory) throws Exception {
    Certificates made = new Certificates(directory);
    made.generate("ca", "-ext", "bc:c");
    made.generate("stranger", "-ext", "bc:c");
    made.signed("server", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
    made.signed("renewed", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
    made.signed("ended", "ca", "-ext", "san=ip:127.0.0.1", "-startdate", "-9d", "-validity", "1");
    made.signed("dash", "ca", "-ext", "san=uri:spiffe://example.org/dash,dns:dash.example.org");
    made.signed("nameless", "ca");
    made.signed(
        "expired", "ca", "-ext", "san=dns:dash.example.org", "-startdate", "-9d", "-validity", "1");
    made.signed("foreign", "stranger", "-ext", "san=dns:dash.example.org");
    made.writePem();
    return made;
  }

  /** A file of PEM certificates. */
  Path certificate(String name) {
    return directory.resolve(name + ".pem");
  }

  /** A file of a PEM key. */
  Path key(String name) {
    return directory.resolve(name + ".key");
  }

  /** Copies a pair to where a server reads it, each file at once. */
  void install(String name, Path certificate, Path key) throws IOException {
    replace(key, Files.readString(key(name)));
    replace(certificate, Files.readString(certificate(name)));
  }

  /** Puts a file in place at once, as those who rotate certificates do. */
  static void replace(Path file, String content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(temporary, content);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void signed(String name, String signer, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-signer", signer));
    all.addAll(List.of(options));
    generate(name, all.toArray(String[]::new));
  }

  private void generate(String name, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair"));
    command.addAll(List.of("-keystore", store().toString(), "-storepass", PASSWORD));
    command.addAll(List.of("-keyalg", "EC", "-alias", name, "-dname", "CN=" + name));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String words = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + words);
    }
  }

  private void writePem() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store())) {
      store.load(in, PASSWORD.toCharArray());
    }
    for (String name : Collections.list(store.aliases())) {
      StringBuilder chain = new StringBuilder();
      for (Certificate certificate : store.getCertificateChain(name)) {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      Files.writeString(certificate(name), chain);
      Files.writeString(
          key(name), pem("PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }
  }

  private Path store() {
    return directory.resolve("store.p12");
  }

  private static String pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
