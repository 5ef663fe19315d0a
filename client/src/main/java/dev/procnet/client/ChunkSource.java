package dev.procnet.client;

import dev.procnet.v1.FileChunk;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives the files of a tree, chunk by chunk. All chunks of a file follow one another. */
public interface ChunkSource extends Closeable {

  /**
   * The next chunk, of at most 1 MiB; an empty file is one empty chunk.
   *
   * @return null: there is no further one
   * @throws IOException naming the file that can't be read
   */
  @Nullable FileChunk next() throws IOException;

  /** Frees what is open. */
  @Override
  default void close() throws IOException {}
}
