package dev.procnet.server.stack;

import dev.procnet.server.stack.CounterGroup.Counter;
import java.util.List;

/**
 * What a kernel has counted on one CPU: a row of a {@link CpuTable}.
 *
 * @param cpu number of the CPU, from 0. Key, with the table. A file that does not print it has a
 *     row for each possible CPU, so there it is the row's number
 * @param counters one for each column of one of the table's layouts but {@link CpuTable#CPU}, in
 *     its order. Unsigned, of the table's width
 */
public record CpuStatistics(CpuTable table, int cpu, List<Counter> counters) implements Entry {

  /** NR_CPUS of the largest kernels, less one. */
  private static final int MAX_CPU = 8191;

  public CpuStatistics {
    counters = List.copyOf(counters);
    Checks.inRange("cpu", cpu, 0, MAX_CPU);
    layoutOf(table, counters);
    long max = table.bits() == 64 ? -1 : 0xFFFFFFFFL;
    for (Counter counter : counters) {
      Checks.check(
          Long.compareUnsigned(counter.value(), max) <= 0,
          "counters",
          "has "
              + counter.name()
              + " of "
              + Long.toUnsignedString(counter.value())
              + ", expected at most "
              + Long.toUnsignedString(max));
    }
  }

  /** The columns of the kernel that it is of, that of the CPU's number included. */
  public List<String> layout() {
    return layoutOf(table, counters);
  }

  private static List<String> layoutOf(CpuTable table, List<Counter> counters) {
    List<String> names = counters.stream().map(Counter::name).toList();
    return table.layouts().stream()
        .filter(layout -> CpuTable.counted(layout).equals(names))
        .findFirst()
        .orElseThrow(
            () ->
                ProcnetException.field(
                    "counters",
                    "has other columns than "
                        + table.file()
                        + ", expected "
                        + String.join(", ", CpuTable.counted(table.layouts().getFirst()))));
  }

  /** A column's value; 0 where this kernel's layout does not have it. */
  public long value(String column) {
    if (column.equals(CpuTable.CPU)) {
      return cpu;
    }
    for (Counter counter : counters) {
      if (counter.name().equals(column)) {
        return counter.value();
      }
    }
    return 0;
  }

  @Override
  public Section<CpuStatistics> section() {
    return Section.CPU_STATISTICS;
  }

  @Override
  public Object key() {
    return List.of(table, cpu);
  }
}
