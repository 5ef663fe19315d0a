package dev.procnet.client;

import dev.procnet.v1.FileChunk;
import dev.procnet.v1.ImportCommit;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStart;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The messages of an import, in order: start, chunks, commit with count and digest. */
final class ImportMessages {

  private enum Phase {
    START,
    CHUNKS,
    END
  }

  private final ImportStart start;
  private final ChunkSource source;
  private final ContentDigest digest = new ContentDigest();
  private Phase phase = Phase.START;
  private String lastName = "";
  private int files;

  ImportMessages(ImportStart start, ChunkSource source) {
    this.start = start;
    this.source = source;
  }

  /** The next message; null: there is no further one. */
  @Nullable ImportStackRequest next() throws IOException {
    if (phase == Phase.END) {
      return null;
    }
    if (phase == Phase.START) {
      phase = Phase.CHUNKS;
      return ImportStackRequest.newBuilder().setStart(start).build();
    }
    FileChunk chunk = source.next();
    return chunk == null ? commit() : chunk(chunk);
  }

  private ImportStackRequest chunk(FileChunk chunk) {
    if (!chunk.getName().equals(lastName)) {
      files++;
      lastName = chunk.getName();
    }
    digest.add(chunk.getContent());
    return ImportStackRequest.newBuilder().setChunk(chunk).build();
  }

  private ImportStackRequest commit() {
    phase = Phase.END;
    return ImportStackRequest.newBuilder()
        .setCommit(ImportCommit.newBuilder().setFiles(files).setCrc32C(digest.crc32c()))
        .build();
  }

  /** What can't be closed was only read, so nothing is lost. */
  void close() {
    phase = Phase.END;
    try {
      source.close();
    } catch (IOException e) {
      // Nothing was written through it.
    }
  }
}
