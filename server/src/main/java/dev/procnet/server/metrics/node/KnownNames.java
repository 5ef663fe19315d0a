package dev.procnet.server.metrics.node;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * What is made of a counter's group and name, made once and not at every scrape. Kernels have a few
 * hundred counters; whoever imports others does not fill the memory. Thread-safe.
 *
 * @param <M> what is made
 */
final class KnownNames<M> {

  private static final int MOST_KEPT = 4096;

  private final Map<String, Map<String, M>> known = new ConcurrentHashMap<>();
  private final AtomicInteger kept = new AtomicInteger();
  private final BiFunction<String, String, M> creation;

  /**
   * @param creation of group and counter
   */
  KnownNames(BiFunction<String, String, M> creation) {
    this.creation = creation;
  }

  M get(String group, String counter) {
    Map<String, M> ofGroup = known.get(group);
    M found = ofGroup == null ? null : ofGroup.get(counter);
    return found == null ? make(group, counter) : found;
  }

  private M make(String group, String counter) {
    M made = creation.apply(group, counter);
    if (kept.getAndIncrement() < MOST_KEPT) {
      known.computeIfAbsent(group, added -> new ConcurrentHashMap<>()).put(counter, made);
    }
    return made;
  }
}
