package dev.procnet.client;

import dev.procnet.v1.FileChunk;
import java.io.IOException;

/** Takes the files of a tree, chunk by chunk. */
@FunctionalInterface
public interface ExportSink {

  /** Takes a chunk; all chunks of a file follow one another. What it throws ends the stream. */
  void accept(FileChunk chunk) throws IOException;
}
