package dev.procnet.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Length and SHA-256 of bytes that pass by. */
final class ContentDigest {

  private final MessageDigest sha256 = newSha256();
  private long bytes;

  void add(ByteString content) {
    bytes += content.size();
    for (ByteBuffer part : content.asReadOnlyByteBufferList()) {
      sha256.update(part);
    }
  }

  long bytes() {
    return bytes;
  }

  /** Of all bytes so far. Begins anew. */
  ByteString sha256() {
    return UnsafeByteOperations.unsafeWrap(sha256.digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
