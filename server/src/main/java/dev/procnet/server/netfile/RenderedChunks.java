package dev.procnet.server.netfile;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how chunks of tables print, so that a read after few changes renders few rows and
 * copies the others. A chunk that no snapshot holds any more is forgotten, and so is what was not
 * read for longest where there is no room. Thread-safe.
 */
public final class RenderedChunks {

  private final Cache<Object, RenderedChunk> byChunk;
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
  @Nullable RenderedChunk get(Object chunk) {
    return byChunk.getIfPresent(chunk);
  }

  void put(Object chunk, RenderedChunk rendered) {
    byChunk.put(chunk, rendered);
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
