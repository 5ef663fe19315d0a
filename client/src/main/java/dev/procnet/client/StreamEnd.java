package dev.procnet.client;

import java.util.HexFormat;

/**
 * What the last message of a stream of bytes says.
 *
 * @param bytes how many were sent
 * @param crc32c over all of them
 */
record StreamEnd(long bytes, int crc32c) {

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
    int actual = received.crc32c();
    if (actual != crc32c) {
      throw new BrokenStreamException(
          name, got, "CRC-32C is " + hex(actual) + ", the server's end says " + hex(crc32c));
    }
  }

  private static String hex(int sum) {
    return HexFormat.of().toHexDigits(sum);
  }
}
