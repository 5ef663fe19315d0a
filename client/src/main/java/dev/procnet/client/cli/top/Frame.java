package dev.procnet.client.cli.top;

import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.InterfaceCounters;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.SocketSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is shown at once.
 *
 * @param header which state
 * @param sockets counts of them
 * @param flows interfaces, in the order of {@code dev}
 * @param movers counters, in the order of their files
 */
public record Frame(
    ResponseHeader header, SocketSummary sockets, List<Flow> flows, List<Mover> movers) {

  /** Copies the lists. */
  public Frame {
    flows = List.copyOf(flows);
    movers = List.copyOf(movers);
  }

  /**
   * What a look shows.
   *
   * @param before the one before; null, or of another stack: nothing has grown
   */
  public static Frame of(@Nullable Sample before, Sample now) {
    Sample base = before != null && now.follows(before) ? before : now;
    return new Frame(
        now.counters().getHeader(),
        now.counters().getSockets(),
        flows(base, now),
        movers(base, now));
  }

  private static List<Flow> flows(Sample base, Sample now) {
    Map<Integer, InterfaceStatistics> old = new HashMap<>();
    base.counters()
        .getInterfacesList()
        .forEach(device -> old.put(device.getIndex(), device.getStatistics()));
    double seconds = now.since(base);
    List<Flow> flows = new ArrayList<>();
    for (InterfaceCounters device : now.counters().getInterfacesList()) {
      InterfaceStatistics after = device.getStatistics();
      InterfaceStatistics before = old.getOrDefault(device.getIndex(), after);
      flows.add(
          new Flow(
              device.getName(),
              rate(before, after, InterfaceStatistics::getRxBytes, seconds),
              rate(before, after, InterfaceStatistics::getRxPackets, seconds),
              rate(before, after, InterfaceStatistics::getTxBytes, seconds),
              rate(before, after, InterfaceStatistics::getTxPackets, seconds),
              after.getRxBytes() + after.getTxBytes()));
    }
    return flows;
  }

  private static double rate(
      InterfaceStatistics before,
      InterfaceStatistics after,
      ToLongFunction<InterfaceStatistics> column,
      double seconds) {
    return rate(column.applyAsLong(before), column.applyAsLong(after), seconds);
  }

  private static List<Mover> movers(Sample base, Sample now) {
    CounterValues old = new CounterValues(base.counters());
    double seconds = now.since(base);
    List<Mover> movers = new ArrayList<>();
    for (CounterGroup group : now.counters().getGroupsList()) {
      for (Counter counter : group.getCountersList()) {
        long value = counter.getValue();
        long before = old.get(group, counter, value);
        movers.add(
            new Mover(
                group.getName() + "." + counter.getName(), value, rate(before, value, seconds)));
      }
    }
    return movers;
  }

  /** Counters wrap, so what is smaller now has grown; one that was reset has not by 2^63. */
  private static double rate(long before, long after, double seconds) {
    long grown = after - before;
    return grown < 0 || seconds <= 0 ? 0 : grown / seconds;
  }
}
