package dev.procnet.client;

import dev.procnet.client.TlsFileException.Role;
import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/**
 * Makes credentials of files. They are read here rather than by gRPC, which would not say which of
 * them is wrong. Loaded only where TLS is spoken.
 */
final class TlsFiles {

  private static final String CERTIFICATES = "PEM certificates (BEGIN CERTIFICATE)";
  private static final String KEY =
      "a PEM private key in PKCS #8, not encrypted (BEGIN PRIVATE KEY),"
          + " as 'openssl pkcs8 -topk8 -nocrypt' writes it";

  private TlsFiles() {}

  static ChannelCredentials credentials(TlsOptions options) {
    TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
    try {
      if (options.ca().isPresent()) {
        Path file = options.ca().get();
        byte[] pem = read(Role.CA, file);
        certificates(Role.CA, file, pem);
        builder.trustManager(stream(pem));
      }
      if (options.certificate().isPresent() && options.key().isPresent()) {
        addIdentity(builder, options.certificate().get(), options.key().get());
      }
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can't be read", e);
    }
    return builder.build();
  }

  private static void addIdentity(TlsChannelCredentials.Builder builder, Path file, Path keyFile)
      throws IOException {
    byte[] pem = read(Role.CERTIFICATE, file);
    byte[] keyPem = read(Role.KEY, keyFile);
    X509Certificate own = certificates(Role.CERTIFICATE, file, pem)[0];
    PrivateKey key = key(keyFile, keyPem);
    try {
      checkPair(own.getPublicKey(), key);
    } catch (GeneralSecurityException e) {
      throw new TlsFileException(
          Role.KEY,
          keyFile + ": the key of the certificate in " + file + " expected, not another",
          e);
    }
    builder.keyManager(stream(pem), stream(keyPem));
  }

  /** What a key signs, its certificate verifies. */
  private static void checkPair(PublicKey certified, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] text = {1};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(text);
    byte[] signature = signer.sign();
    signer.initVerify(certified);
    signer.update(text);
    if (!signer.verify(signature)) {
      throw new GeneralSecurityException("the signature is not by the certified key");
    }
  }

  private static X509Certificate[] certificates(Role role, Path file, byte[] pem) {
    try {
      X509Certificate[] found = CertificateUtils.getX509Certificates(stream(pem));
      if (found.length > 0) {
        return found;
      }
      throw new GeneralSecurityException("no certificate");
    } catch (GeneralSecurityException e) {
      throw unexpected(role, file, CERTIFICATES, e);
    }
  }

  private static PrivateKey key(Path file, byte[] pem) {
    try {
      return CertificateUtils.getPrivateKey(stream(pem));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw unexpected(Role.KEY, file, KEY, e);
    }
  }

  private static byte[] read(Role role, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TlsFileException(role, file + ": no such file", e);
    } catch (IOException e) {
      throw new TlsFileException(role, file + " can't be read: " + e.getMessage(), e);
    }
  }

  private static TlsFileException unexpected(Role role, Path file, String what, Throwable cause) {
    return new TlsFileException(role, file + ": " + what + " expected", cause);
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
