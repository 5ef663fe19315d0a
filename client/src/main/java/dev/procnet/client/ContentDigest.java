package dev.procnet.client;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Length and CRC-32C of bytes that pass by. */
final class ContentDigest {

  private final CRC32C sum = new CRC32C();
  private long bytes;

  void add(ByteString content) {
    bytes += content.size();
    for (ByteBuffer part : content.asReadOnlyByteBufferList()) {
      sum.update(part);
    }
  }

  long bytes() {
    return bytes;
  }

  /** Of all bytes so far. */
  int crc32c() {
    return (int) sum.getValue();
  }
}
