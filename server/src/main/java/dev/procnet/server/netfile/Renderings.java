package dev.procnet.server.netfile;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what files cost that are sent to readers. Files of a directory count as one, and so do all
 * that the model does not know: nobody's names make more of them. Thread-safe.
 */
@Singleton
public final class Renderings {

  private final Map<String, Cost> costs = new ConcurrentHashMap<>();
  private final NetFiles files;

  @Inject
  public Renderings(NetFiles files) {
    this.files = files;
  }

  /**
   * What a file has cost so far.
   *
   * @param opened how often it was opened
   * @param nanos to make its bytes
   * @param bytes made
   */
  public record Total(long opened, long nanos, long bytes) {}

  private record Cost(LongAdder opened, LongAdder nanos, LongAdder bytes) {

    static Cost none() {
      return new Cost(new LongAdder(), new LongAdder(), new LongAdder());
    }

    Total total() {
      return new Total(opened.sum(), nanos.sum(), bytes.sum());
    }
  }

  /** The same rows, counted as they are made. */
  public Rows counted(String name, Rows rows) {
    Cost cost = cost(name);
    cost.opened.increment();
    return new Rows() {
      @Override
      public boolean next(RowBuffer out) {
        return fill(out, out.size() + 1);
      }

      @Override
      public boolean fill(RowBuffer out, int size) {
        int before = out.size();
        long start = System.nanoTime();
        boolean more = rows.fill(out, size);
        cost.nanos.add(System.nanoTime() - start);
        cost.bytes.add(out.size() - before);
        return more;
      }
    };
  }

  /** Counts a file that is sent once more, as it was made before. */
  public void again(String name, int bytes) {
    Cost cost = cost(name);
    cost.opened.increment();
    cost.bytes.add(bytes);
  }

  private Cost cost(String name) {
    return costs.computeIfAbsent(files.template(name), added -> Cost.none());
  }

  /** What files have cost so far, by name: {@code tcp}, {@code dev_snmp6/*}, {@code other}. */
  public Map<String, Total> totals() {
    Map<String, Total> totals = new TreeMap<>();
    costs.forEach((name, cost) -> totals.put(name, cost.total()));
    return totals;
  }
}
