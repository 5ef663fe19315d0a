package dev.procnet.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** How many connections were ended for floods of what. Thread-safe. */
final class FloodCounts {

  /** What a client is told that sends too many of them. */
  static final String TOO_MANY_EMPTY_FRAMES = "too_many_empty_frames";

  private final LongAdder emptyFrames = new LongAdder();
  private final LongAdder resets = new LongAdder();
  private final LongAdder pings = new LongAdder();
  private final LongAdder others = new LongAdder();

  /**
   * A connection was ended.
   *
   * @param why in the words that its client was told
   */
  void ended(String why) {
    LongAdder of =
        switch (why) {
          case TOO_MANY_EMPTY_FRAMES -> emptyFrames;
          // Those of gRPC.
          case "too_many_rststreams" -> resets;
          case "too_many_pings" -> pings;
          default -> others;
        };
    of.increment();
  }

  /** How many so far, by what there was too much of. */
  Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>();
    all.put("empty_frames", emptyFrames.sum());
    all.put("resets", resets.sum());
    all.put("pings", pings.sum());
    all.put("other_frames", others.sum());
    return all;
  }
}
