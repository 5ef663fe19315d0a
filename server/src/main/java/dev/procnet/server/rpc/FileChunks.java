package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Cuts files into chunks of whole rows, made one by one, and counts and sums what it made. */
final class FileChunks {

  /** What a chunk may be longer by: its last row. Longer rows make the buffer grow. */
  private static final int ROW = 512;

  private final int chunkBytes;
  private final RowBuffer buffer;
  private final CRC32C sum = new CRC32C();
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
    buffer.sumInto(sum);
    ByteString chunk = buffer.take();
    bytesMade += chunk.size();
    return chunk;
  }

  /** Bytes of all chunks so far. */
  long bytesMade() {
    return bytesMade;
  }

  /** CRC-32C of all chunks so far. */
  int crc32c() {
    return (int) sum.getValue();
  }
}
