package dev.procnet.server.stack;

import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Mutations of counters. */
final class CounterMutations {

  private CounterMutations() {}

  static Result add(Draft draft, String file, String name, Map<String, Long> deltas) {
    CounterGroup group = requireGroup(draft, file, name);
    Map<String, Long> sums = new LinkedHashMap<>();
    deltas.forEach(
        (counter, delta) -> {
          int index = requireCounter(group, counter);
          sums.put(counter, (index < 0 ? 0 : group.counters().get(index).value()) + delta);
        });
    return put(draft, group, group.withValues(sums));
  }

  static Result set(Draft draft, String file, String name, Map<String, Long> values) {
    CounterGroup group = requireGroup(draft, file, name);
    values.keySet().forEach(counter -> requireCounter(group, counter));
    if (!ComputedCounters.isComputed(file)) {
      return put(draft, group, group.withValues(values));
    }
    ComputedCounters computed = ComputedCounters.of(draft::table);
    return put(draft, group, computed.base(computed.shown(group).withValues(values)));
  }

  static Result setAvailability(
      Draft draft, String file, String name, @Nullable Unavailable unavailable) {
    CounterGroup group = requireGroup(draft, file, name);
    return put(draft, group, group.withUnavailable(unavailable));
  }

  private static Result put(Draft draft, CounterGroup old, CounterGroup changed) {
    if (Objects.equals(old, changed)) {
      return Result.UNCHANGED;
    }
    draft.replace(Section.COUNTERS, old, changed);
    return Result.CHANGED;
  }

  private static CounterGroup requireGroup(Draft draft, String file, String name) {
    CounterGroup found =
        draft
            .table(Section.COUNTERS)
            .first(row -> row.file().equals(file) && row.name().equals(name));
    if (found == null) {
      throw ProcnetException.of(
          Reason.ENTITY_NOT_FOUND,
          "no group of counters '" + name + "' in file '" + file + "'",
          "kind",
          "counter_group",
          "key",
          file + "/" + name);
    }
    return found;
  }

  /** Its place in the group; -1 for an ICMP type that has not counted yet. */
  private static int requireCounter(CounterGroup group, String counter) {
    int index = group.indexOf(counter);
    if (index < 0 && group.typeOf(counter) < 0) {
      throw ProcnetException.of(
          Reason.ENTITY_NOT_FOUND,
          "no counter '"
              + counter
              + "' in group '"
              + group.name()
              + "' of file '"
              + group.file()
              + "'",
          "kind",
          "counter",
          "key",
          group.name() + "/" + counter);
    }
    return index;
  }
}
