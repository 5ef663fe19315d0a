package dev.procnet.server.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order in which interfaces were registered, where it is not that of their indexes: an
 * interface that is moved into a namespace keeps its index. net/core/dev.c list_netdevice.
 *
 * @param indexes of interfaces, the oldest first; those not among them come later, by index
 */
public record RegistrationOrder(List<Integer> indexes) {

  public RegistrationOrder {
    indexes = List.copyOf(indexes);
  }

  /** The interfaces of a stack, the oldest first. */
  public static List<Interface> interfaces(Snapshot snapshot) {
    Map<Integer, Integer> places = new HashMap<>();
    snapshot
        .table(Section.REGISTRATION)
        .forEach(row -> row.indexes().forEach(index -> places.put(index, places.size())));
    List<Interface> sorted = new ArrayList<>();
    snapshot.table(Section.INTERFACES).forEach(sorted::add);
    sorted.sort(
        Comparator.<Interface>comparingInt(
                row -> places.getOrDefault(row.index(), Integer.MAX_VALUE))
            .thenComparingInt(Interface::index));
    return sorted;
  }

  /** After an interface was added. */
  static void registered(Draft draft, int index) {
    RegistrationOrder old = current(draft);
    TreeSet<Integer> others = new TreeSet<>();
    draft.table(Section.INTERFACES).forEach(row -> others.add(row.index()));
    others.remove(index);
    if (old != null || (!others.isEmpty() && others.last() > index)) {
      List<Integer> indexes = new ArrayList<>(old == null ? List.of() : old.indexes());
      indexes.forEach(others::remove);
      indexes.addAll(others);
      indexes.add(index);
      draft.put(Section.REGISTRATION, old, new RegistrationOrder(indexes));
    }
  }

  /** After an interface was removed. */
  static void unregistered(Draft draft, int index) {
    RegistrationOrder old = current(draft);
    if (old != null && old.indexes().contains(index)) {
      List<Integer> indexes = old.indexes().stream().filter(other -> other != index).toList();
      draft.put(Section.REGISTRATION, old, new RegistrationOrder(indexes));
    }
  }

  private static @Nullable RegistrationOrder current(Draft draft) {
    return draft.table(Section.REGISTRATION).first(row -> true);
  }

  /**
   * What lists that each have some of the interfaces say of all; null: they are in the order of
   * their indexes. Lists that contradict each other are followed as far as they agree.
   */
  static @Nullable RegistrationOrder merge(List<List<Integer>> lists, Set<Integer> all) {
    Map<Integer, Set<Integer>> after = new HashMap<>();
    Map<Integer, Integer> before = new HashMap<>();
    for (List<Integer> list : lists) {
      for (int i = 1; i < list.size(); i++) {
        if (after.computeIfAbsent(list.get(i - 1), _ -> new HashSet<>()).add(list.get(i))) {
          before.merge(list.get(i), 1, Integer::sum);
        }
      }
    }
    PriorityQueue<Integer> free = new PriorityQueue<>();
    all.stream().filter(index -> !before.containsKey(index)).forEach(free::add);
    List<Integer> merged = new ArrayList<>();
    while (!free.isEmpty()) {
      int next = free.remove();
      merged.add(next);
      for (int later : after.getOrDefault(next, Set.of())) {
        if (before.merge(later, -1, Integer::sum) == 0) {
          free.add(later);
        }
      }
    }
    return merged.equals(merged.stream().sorted().toList()) ? null : new RegistrationOrder(merged);
  }
}
