package dev.procnet.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import dev.procnet.v1.FileChunk;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Hands a tree's chunks on and digests names and bytes, to tell whether two trees are equal. How
 * the bytes are cut into chunks plays no part.
 */
public final class TreeDigest implements ChunkSource {

  private final ChunkSource source;
  private final Hasher digest = Hashing.sha256().newHasher();
  private Hasher file = Hashing.sha256().newHasher();
  private String name = "";

  /** Digests what passes from a source. */
  public TreeDigest(ChunkSource source) {
    this.source = source;
  }

  /** Reads a source to its end. */
  public static ByteString of(ChunkSource source) throws IOException {
    try (TreeDigest digest = new TreeDigest(source)) {
      while (digest.next() != null) {
        // All of it passes by.
      }
      return digest.value();
    }
  }

  @Override
  public @Nullable FileChunk next() throws IOException {
    FileChunk chunk = source.next();
    if (chunk == null || !chunk.getName().equals(name)) {
      endFile();
    }
    if (chunk != null) {
      name = chunk.getName();
      file.putBytes(chunk.getContent().asReadOnlyByteBuffer());
    }
    return chunk;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** Of all that passed. Once, after the end. */
  public ByteString value() {
    return ByteString.copyFrom(digest.hash().asBytes());
  }

  private void endFile() {
    digest.putString(name + "\0", UTF_8).putBytes(file.hash().asBytes());
    file = Hashing.sha256().newHasher();
  }
}
