package dev.procnet.client.cli.top;

import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.GetCountersResponse;
import java.util.HashMap;
import java.util.Map;

/** Values of counters by file, group and name: a name may stand in several groups. */
public final class CounterValues {

  private final Map<String, Long> values = new HashMap<>();

  /** Those of an answer. */
  public CounterValues(GetCountersResponse counters) {
    for (CounterGroup group : counters.getGroupsList()) {
      group.getCountersList().forEach(each -> values.put(key(group, each), each.getValue()));
    }
  }

  /** The value of that counter, unsigned; {@code otherwise} where there is none. */
  public long get(CounterGroup group, Counter counter, long otherwise) {
    return values.getOrDefault(key(group, counter), otherwise);
  }

  private static String key(CounterGroup group, Counter counter) {
    return group.getFile() + " " + group.getName() + " " + counter.getName();
  }
}
