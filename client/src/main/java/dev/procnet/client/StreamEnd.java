package dev.procnet.client;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/**
 * What the last message of a stream of bytes says.
 *
 * @param bytes how many were sent
 * @param sha256 over all of them
 */
record StreamEnd(long bytes, ByteString sha256) {

  /**
   * Compares it with what came.
   *
   * @throws BrokenStreamException where they differ
   */
  void check(String name, ContentDigest received) {
    long got = received.bytes();
    if (got != bytes) {
      throw new BrokenStreamException(
          name, got, "the stream's end says " + Long.toUnsignedString(bytes) + " bytes");
    }
    ByteString actual = received.sha256();
    if (!actual.equals(sha256)) {
      throw new BrokenStreamException(
          name, got, "SHA-256 is " + hex(actual) + ", the server's end says " + hex(sha256));
    }
  }

  private static String hex(ByteString bytes) {
    return bytes.isEmpty() ? "nothing" : HexFormat.of().formatHex(bytes.toByteArray());
  }
}
