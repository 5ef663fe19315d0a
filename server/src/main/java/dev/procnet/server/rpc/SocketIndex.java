package dev.procnet.server.rpc;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.Table;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what may be in chunks of sockets, so that a filter that few match passes over most of
 * them. Chunks are shared by all states between two changes of theirs, so that the same is known of
 * all of these, and forgotten with the last. Thread-safe.
 */
@Singleton
final class SocketIndex {

  /** At a kilobyte each: of 16 million sockets. */
  private static final int MOST = 65_536;

  private final Cache<Object, SocketFacts> byChunk =
      CacheBuilder.newBuilder().weakKeys().maximumSize(MOST).build();

  @Inject
  SocketIndex() {}

  SocketFacts of(Table.Chunk<? extends Socket> chunk) {
    @Nullable SocketFacts known = byChunk.getIfPresent(chunk.identity());
    if (known != null) {
      return known;
    }
    SocketFacts facts = SocketFacts.of(chunk);
    byChunk.put(chunk.identity(), facts);
    return facts;
  }
}
