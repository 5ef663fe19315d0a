package dev.procnet.server.netfile;

import dev.procnet.server.stack.Entry;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.RegistrationOrder;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Rows of files that go from interface to interface, in the order of their registration. */
record RowsByInterface<E extends Entry>(Interface device, List<E> rows) {

  /** For each interface that has some its rows, in the order of their table. */
  static <E extends Entry> List<RowsByInterface<E>> of(
      Snapshot snapshot, Section<E> section, Predicate<? super E> shown) {
    Map<Integer, List<E>> byIndex = new HashMap<>();
    for (E row : snapshot.table(section)) {
      if (shown.test(row)) {
        byIndex.computeIfAbsent(row.interfaceIndex(), _ -> new ArrayList<>()).add(row);
      }
    }
    List<RowsByInterface<E>> all = new ArrayList<>();
    for (Interface device : RegistrationOrder.interfaces(snapshot)) {
      List<E> rows = byIndex.get(device.index());
      if (rows != null) {
        all.add(new RowsByInterface<>(device, rows));
      }
    }
    return all;
  }
}
