package dev.procnet.server.rpc;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.v1.ChangeSet;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What revisions changed, made once for all watchers that ask for the same of them. Of the
 * revisions told last, as watchers mostly come to them together. Thread-safe.
 */
@Singleton
final class ToldChanges {

  private static final int MOST_REVISIONS = 64;

  // By revision: a snapshot is the state of one.
  private final LoadingCache<Snapshot, ConcurrentMap<ChangeMapper, ChangeSet>> byRevision =
      CacheBuilder.newBuilder()
          .weakKeys()
          .maximumSize(MOST_REVISIONS)
          .build(CacheLoader.from(() -> new ConcurrentHashMap<>()));

  @Inject
  ToldChanges() {}

  /** The changes of a revision that did not replace the whole state. */
  ChangeSet of(Stack.Revision revision, ChangeMapper as) {
    return byRevision
        .getUnchecked(revision.snapshot())
        .computeIfAbsent(as, mapper -> mapper.toProto(revision));
  }
}
