package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Cuts files into chunks of whole rows, made one by one, and counts and digests what it made. */
final class FileChunks {

  /** What a chunk may be longer by: its last row. Longer rows make the buffer grow. */
  private static final int ROW = 512;

  private final int chunkBytes;
  private final RowBuffer buffer;
  private final MessageDigest digest = sha256();
  private long bytesMade;

  /**
   * @param chunkBytes a chunk ends with the row that makes it at least as long
   */
  FileChunks(int chunkBytes) {
    this.chunkBytes = chunkBytes;
    this.buffer = new RowBuffer(chunkBytes + ROW);
  }

  /** The next chunk of a file; null: there is none. */
  @Nullable ByteString next(Rows rows) {
    var _ = rows.fill(buffer, chunkBytes);
    if (buffer.size() == 0) {
      return null;
    }
    ByteString chunk = buffer.take();
    digest.update(chunk.asReadOnlyByteBuffer());
    bytesMade += chunk.size();
    return chunk;
  }

  /** Bytes of all chunks so far. */
  long bytesMade() {
    return bytesMade;
  }

  /** SHA-256 of all chunks. Ends the digest. */
  ByteString digest() {
    return ByteString.copyFrom(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
