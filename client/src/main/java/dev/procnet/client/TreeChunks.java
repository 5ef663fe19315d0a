package dev.procnet.client;

import com.google.protobuf.UnsafeByteOperations;
import dev.procnet.client.ProcTree.NetFilePath;
import dev.procnet.v1.FileChunk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads files to their ends, whatever their sizes say: those of /proc say 0. */
final class TreeChunks implements ChunkSource {

  private static final int CHUNK_BYTES = 256 << 10;

  private final Iterator<NetFilePath> files;
  private final Consumer<String> skipped;
  private @Nullable NetFilePath current;
  private @Nullable InputStream in;
  private boolean first;

  TreeChunks(List<NetFilePath> files, Consumer<String> skipped) {
    this.files = files.iterator();
    this.skipped = skipped;
  }

  @Override
  public @Nullable FileChunk next() throws IOException {
    while (in != null || files.hasNext()) {
      if (in == null) {
        open(files.next());
      }
      FileChunk chunk = read();
      if (chunk != null) {
        return chunk;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }

  private void open(NetFilePath file) throws IOException {
    current = file;
    first = true;
    try {
      in = Files.newInputStream(file.path());
    } catch (NoSuchFileException e) {
      skipped.accept(file.path() + ": gone meanwhile, left out");
    } catch (AccessDeniedException e) {
      if (!ProcTree.isPseudo(file.path())) {
        throw e;
      }
      skipped.accept(file.path() + ": may not be read, left out");
    }
  }

  /** The next chunk of the open file; null: it has no more. */
  private @Nullable FileChunk read() throws IOException {
    if (in == null || current == null) {
      return null;
    }
    byte[] bytes = bytes(in, current);
    if (bytes.length < CHUNK_BYTES) {
      close();
    }
    if (bytes.length == 0 && !first) {
      return null;
    }
    first = false;
    return FileChunk.newBuilder()
        .setName(current.name())
        .setContent(UnsafeByteOperations.unsafeWrap(bytes))
        .build();
  }

  private static byte[] bytes(InputStream in, NetFilePath file) throws IOException {
    try {
      return in.readNBytes(CHUNK_BYTES);
    } catch (IOException e) {
      // Of a read, unlike of an open, the JDK does not say which file it was.
      FileSystemException named =
          new FileSystemException(file.path().toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    }
  }
}
