package dev.procnet.server.security;

import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its chain and key.
 *
 * @param chain the certificate first
 */
record KeyPairFile(List<X509Certificate> chain, PrivateKey key) {

  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  KeyPairFile {
    chain = List.copyOf(chain);
  }

  /**
   * Reads PEM.
   *
   * @param contents of certificate and key
   * @param problems told of what is wrong with either, or with both together
   */
  static @Nullable KeyPairFile parse(
      Path certificate, Path key, List<byte[]> contents, Consumer<String> problems) {
    List<X509Certificate> chain = certificates(certificate, contents.get(0), problems);
    PrivateKey read = key(key, contents.get(1), problems);
    if (chain.isEmpty() || read == null) {
      return null;
    }
    if (!belongs(read, chain.getFirst())) {
      problems.accept(key + ": is not the key of the certificate in " + certificate);
    }
    valid(certificate, chain.getFirst(), problems);
    return new KeyPairFile(chain, read);
  }

  /** Reads PEM certificates, at least one. */
  static List<X509Certificate> certificates(Path file, byte[] content, Consumer<String> problems) {
    try {
      List<X509Certificate> all =
          List.of(CertificateUtils.getX509Certificates(new ByteArrayInputStream(content)));
      if (!all.isEmpty()) {
        return all;
      }
    } catch (CertificateException e) {
      // Told below: its message is about DER, which the file is not.
    }
    problems.accept(file + ": expected PEM certificates (BEGIN CERTIFICATE)");
    return List.of();
  }

  private static @Nullable PrivateKey key(Path file, byte[] content, Consumer<String> problems) {
    try {
      return CertificateUtils.getPrivateKey(new ByteArrayInputStream(content));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Never the exception's words: they may hold parts of the key.
      problems.accept(file + ": expected a PEM private key in PKCS#8 (BEGIN PRIVATE KEY)");
      return null;
    }
  }

  private static void valid(Path file, X509Certificate leaf, Consumer<String> problems) {
    try {
      leaf.checkValidity();
    } catch (CertificateExpiredException e) {
      problems.accept(file + ": expired at " + leaf.getNotAfter().toInstant());
    } catch (CertificateNotYetValidException e) {
      problems.accept(file + ": is not valid before " + leaf.getNotBefore().toInstant());
    }
  }

  /** What the key signs, the certificate's public key verifies. */
  private static boolean belongs(PrivateKey key, X509Certificate leaf) {
    String algorithm = SIGNATURES.get(key.getAlgorithm());
    if (algorithm == null) {
      return key.getAlgorithm().equals(leaf.getPublicKey().getAlgorithm());
    }
    byte[] probe = new byte[32];
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(leaf.getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
