package dev.procnet.server.rpc;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CpuStatistics;
import dev.procnet.server.stack.CpuTable;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.RealmStatistics;
import dev.procnet.server.stack.Suggestions;
import dev.procnet.v1.Counter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statistics of CPUs and of realms. */
final class StatisticsMapper {

  private StatisticsMapper() {}

  static dev.procnet.v1.CpuStatistics toProto(CpuStatistics row) {
    dev.procnet.v1.CpuStatistics.Builder proto =
        dev.procnet.v1.CpuStatistics.newBuilder().setFile(row.table().file()).setCpu(row.cpu());
    row.counters()
        .forEach(
            counter ->
                proto.addCounters(
                    Counter.newBuilder().setName(counter.name()).setValue(counter.value())));
    return proto.build();
  }

  /**
   * What a CPU has counted.
   *
   * @throws ProcnetException FIELD_INVALID with all that is wrong
   */
  static CpuStatistics toModel(dev.procnet.v1.CpuStatistics proto) {
    CpuTable table = CpuTable.ofFile(proto.getFile());
    Map<String, Long> values = values(table, proto.getCountersList());
    List<String> layout =
        table.layouts().stream()
            .map(CpuTable::counted)
            .filter(columns -> columns.containsAll(values.keySet()))
            .findFirst()
            .orElseThrow(
                () ->
                    ProcnetException.field(
                        "counters", "are of different kernels, expected columns of one"));
    return new CpuStatistics(
        table,
        proto.getCpu(),
        layout.stream()
            .map(column -> new CounterGroup.Counter(column, values.getOrDefault(column, 0L)))
            .toList());
  }

  private static Map<String, Long> values(CpuTable table, List<Counter> counters) {
    Violations wrong = new Violations();
    List<String> known =
        table.layouts().stream()
            .flatMap(layout -> CpuTable.counted(layout).stream())
            .distinct()
            .toList();
    Map<String, Long> values = new LinkedHashMap<>();
    for (int i = 0; i < counters.size(); i++) {
      String name = counters.get(i).getName();
      String field = "counters[" + i + "].name";
      if (!known.contains(name)) {
        wrong.add(
            field,
            "is "
                + Violations.quote(name)
                + ", expected a column of "
                + table.file()
                + Suggestions.didYouMean(name, known));
      } else if (values.put(name, counters.get(i).getValue()) != null) {
        wrong.add(field, "is " + Violations.quote(name) + " again, expected each counter once");
      }
    }
    wrong.throwIfAny();
    return values;
  }

  /**
   * The key of what a CPU has counted.
   *
   * @throws ProcnetException FIELD_INVALID, {@code file}
   */
  static Object key(dev.procnet.v1.CpuStatistics proto) {
    return List.of(CpuTable.ofFile(proto.getFile()), proto.getCpu());
  }

  static dev.procnet.v1.RealmStatistics toProto(RealmStatistics row) {
    return dev.procnet.v1.RealmStatistics.newBuilder()
        .setRealm(row.realm())
        .setOutBytes(row.outBytes())
        .setOutPackets(row.outPackets())
        .setInBytes(row.inBytes())
        .setInPackets(row.inPackets())
        .build();
  }

  /**
   * Traffic of a realm.
   *
   * @throws ProcnetException FIELD_INVALID, {@code realm}
   */
  static RealmStatistics toModel(dev.procnet.v1.RealmStatistics proto) {
    return new RealmStatistics(
        proto.getRealm(),
        proto.getOutBytes(),
        proto.getOutPackets(),
        proto.getInBytes(),
        proto.getInPackets());
  }
}
