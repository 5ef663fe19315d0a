package dev.procnet.server.netfile;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.procnet.server.stack.Table.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how chunks of tables print, so that a read after few changes renders the rows that
 * changed and copies the others. A chunk that no snapshot holds any more is forgotten, and so is
 * what was not read for longest where there is no room. Thread-safe.
 */
public final class RenderedChunks {

  private final Cache<Object, RenderedChunk> byChunk;

  /**
   * By rows at the ends of chunks: a chunk that was changed mostly has these yet. What is forgotten
   * above is so here.
   */
  private final Cache<Object, RenderedChunk> byRow =
      CacheBuilder.newBuilder().weakKeys().weakValues().concurrencyLevel(1).build();

  private final long maxBytes;

  /**
   * @param maxBytes most that are remembered; 0: none
   */
  public RenderedChunks(long maxBytes) {
    this.maxBytes = maxBytes;
    this.byChunk =
        CacheBuilder.newBuilder()
            .weakKeys()
            // One part, as each part of several would take its share of the room only.
            .concurrencyLevel(1)
            .maximumWeight(maxBytes)
            .weigher((Object chunk, RenderedChunk rendered) -> rendered.weight())
            .build();
  }

  /** One that remembers nothing. */
  public static RenderedChunks none() {
    return new RenderedChunks(0);
  }

  boolean any() {
    return maxBytes > 0;
  }

  /** How a chunk printed when it was rendered last; null: that is not known. */
  @Nullable RenderedChunk get(Chunk<?> chunk) {
    return byChunk.getIfPresent(chunk.identity());
  }

  /** How a chunk printed that has some of the same rows; null: none is known. */
  @Nullable RenderedChunk alike(Chunk<?> chunk) {
    RenderedChunk alike = byRow.getIfPresent(chunk.get(0));
    return alike == null ? byRow.getIfPresent(chunk.get(chunk.size() - 1)) : alike;
  }

  void put(Chunk<?> chunk, RenderedChunk rendered) {
    byChunk.put(chunk.identity(), rendered);
    byRow.put(chunk.get(0), rendered);
    byRow.put(chunk.get(chunk.size() - 1), rendered);
  }

  /** Bytes that are remembered. */
  public long bytes() {
    return byChunk.asMap().values().stream().mapToLong(RenderedChunk::weight).sum();
  }

  /** Most bytes that may be. */
  public long maxBytes() {
    return maxBytes;
  }
}
