package dev.procnet.server.stack;

import dev.procnet.server.stack.Mutation.Result;

/** Mutations of entries. */
final class EntryMutations {

  private EntryMutations() {}

  static Result put(Draft draft, Entry entry) {
    if (entry.interfaceIndex() != 0) {
      draft.requireInterface(() -> field(entry, "interface_index"), entry.interfaceIndex());
    }
    if (entry instanceof Vlan vlan && vlan.parentIndex() != 0) {
      draft.requireInterface(() -> field(entry, "parent_index"), vlan.parentIndex());
    }
    return putInto(draft, entry.section(), entry);
  }

  private static String field(Entry entry, String name) {
    return "put_entry." + entry.kindName() + "." + name;
  }

  // An entry's section is that of its own class.
  @SuppressWarnings("unchecked")
  private static <E extends Entry> Result putInto(Draft draft, Section<E> section, Entry entry) {
    E row = (E) entry;
    E old = draft.entry(section, row.key());
    if (row.equals(old)) {
      return Result.UNCHANGED;
    }
    draft.put(section, old, row);
    keepLinkAddress(draft, row);
    resolve(draft, row);
    return Result.CHANGED;
  }

  /** What waited for a multicast route goes with it. net/ipv4/ipmr.c ipmr_mfc_add. */
  private static void resolve(Draft draft, Entry put) {
    if (put instanceof MulticastRoute route && route.isResolved()) {
      MulticastRoute waiting = draft.entry(Section.MULTICAST_ROUTES, route.unresolvedKey());
      if (waiting != null) {
        draft.remove(Section.MULTICAST_ROUTES, waiting);
      }
    }
  }

  static <E extends Entry> Result delete(Draft draft, Section<E> section, Object key) {
    E old = draft.entry(section, key);
    if (old == null) {
      return Result.UNCHANGED;
    }
    draft.remove(section, old);
    keepLinkAddress(draft, old);
    return Result.CHANGED;
  }

  private static void keepLinkAddress(Draft draft, Entry changed) {
    if (changed instanceof MulticastMembership membership) {
      LinkGroups.keep(draft, membership);
    }
  }

  /** Removes what can't be without that interface. */
  static void deleteOf(Draft draft, int interfaceIndex) {
    Section.ENTRIES.forEach(
        section -> draft.removeIf(section, row -> row.interfaceIndex() == interfaceIndex));
  }
}
