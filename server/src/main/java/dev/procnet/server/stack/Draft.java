package dev.procnet.server.stack;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.ProcnetException.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in the making: the newest one, and what a batch has changed so far. Used by one
 * writer, then dropped.
 */
final class Draft {

  private final Snapshot base;
  private final long revision;
  private final Table<?>[] tables;
  private final Map<String, Draft> peers;
  private final List<Change> changes = new ArrayList<>();
  // Of sections that an entry was sought in: a batch of many costs one look at each row.
  private final Map<Section<?>, ListMultimap<Object, Entry>> entries = new HashMap<>();
  private long nextId;
  private long nextInode;

  /**
   * Of what comes after a state.
   *
   * @param peers of the other stacks that the same batch may change, by name
   */
  Draft(Snapshot base, Map<String, Draft> peers) {
    this.base = base;
    this.peers = peers;
    this.revision = base.revision() + 1;
    this.tables = base.tables();
    this.nextId = base.nextId();
    this.nextInode = base.nextInode();
  }

  /** That of another stack; null: the batch does not speak of it. */
  @Nullable Draft peer(String stack) {
    return peers.get(stack);
  }

  Profile profile() {
    return base.profile();
  }

  /** The revision that it will be. */
  long revision() {
    return revision;
  }

  /** What changed so far, in order. */
  List<Change> changes() {
    return changes;
  }

  long takeId() {
    return nextId++;
  }

  long freeInode() {
    return nextInode;
  }

  /** Keeps inodes that the server picks above all that were ever seen. */
  void inodeUsed(long inode) {
    // Those of 2^63 and more, beyond any kernel's count, leave room for the ones that are picked.
    if (inode >= nextInode && inode < Long.MAX_VALUE) {
      nextInode = inode + 1;
    }
  }

  // See Snapshot.table.
  @SuppressWarnings("unchecked")
  <T> Table<T> table(Section<T> section) {
    return (Table<T>) tables[section.ordinal()];
  }

  /** The first entry of that key, or null. */
  // An entry's section holds entries of its own class.
  @SuppressWarnings("unchecked")
  <E extends Entry> @Nullable E entry(Section<E> section, Object key) {
    List<Entry> found = entries.computeIfAbsent(section, _ -> byKey(section)).get(key);
    return found.isEmpty() ? null : (E) found.getFirst();
  }

  private <E extends Entry> ListMultimap<Object, Entry> byKey(Section<E> section) {
    ListMultimap<Object, Entry> byKey = ArrayListMultimap.create();
    table(section).forEach(row -> byKey.put(row.key(), row));
    return byKey;
  }

  <T> void insert(Section<T> section, T row) {
    if (section.isNewestFirst()) {
      own(section).insertBeforeEqual(row);
    } else {
      own(section).insert(row);
    }
    note(section, null, row);
  }

  <T> void replace(Section<T> section, T old, T row) {
    own(section).replace(old, row);
    note(section, old, row);
  }

  <T> void remove(Section<T> section, T old) {
    own(section).remove(old);
    note(section, old, null);
  }

  /** Removes rows of a section that others follow from, which the caller makes follow. */
  <T> void removeOnly(Section<T> section, T old) {
    own(section).remove(old);
    changes.add(new Change(section, old, null));
  }

  private <T> void note(Section<T> section, @Nullable T old, @Nullable T row) {
    changes.add(new Change(section, old, row));
    ListMultimap<Object, Entry> byKey = entries.get(section);
    if (byKey != null) {
      keep(byKey, (Entry) old, (Entry) row);
    }
    if (section == Section.ROUTES) {
      FibTables.follow(this, (Route) old, (Route) row);
    } else if (section == Section.ROUTES6) {
      Rt6Statistics.follow(this, (Route) old, (Route) row);
    }
  }

  private static void keep(
      ListMultimap<Object, Entry> byKey, @Nullable Entry old, @Nullable Entry row) {
    if (old != null) {
      byKey.remove(old.key(), old);
    }
    if (row != null) {
      byKey.put(row.key(), row);
    }
  }

  /**
   * Adds a row, or puts it in the place of {@code old}, of a section that follows from others: what
   * has changed is told by these.
   */
  <T> void derive(Section<T> section, @Nullable T old, T row) {
    if (old != null) {
      own(section).replace(old, row);
    } else if (section.isNewestFirst()) {
      own(section).insertBeforeEqual(row);
    } else {
      own(section).insert(row);
    }
  }

  /** Removes the rows that match. */
  <T> void removeIf(Section<T> section, Predicate<? super T> condition) {
    table(section).all(condition).forEach(row -> remove(section, row));
  }

  /** Adds the row, or puts it in the place of {@code old}. */
  <T> void put(Section<T> section, @Nullable T old, T row) {
    if (old == null) {
      insert(section, row);
    } else {
      replace(section, old, row);
    }
  }

  /**
   * The interface of an index.
   *
   * @param field that names it, below the mutation
   * @throws ProcnetException ENTITY_NOT_FOUND
   */
  Interface requireInterface(String field, int index) {
    return requireInterface(() -> field, index);
  }

  /** The same, whose field is asked for where there is no such interface. */
  Interface requireInterface(Supplier<String> field, int index) {
    Interface found = table(Section.INTERFACES).first(row -> row.index() == index);
    if (found == null) {
      throw new ProcnetException(
          Reason.ENTITY_NOT_FOUND,
          "no interface of index " + index,
          Map.of("kind", "interface", "key", String.valueOf(index)),
          List.of(
              new Violation(field.get(), "is " + index + ", expected the index of an interface")));
    }
    return found;
  }

  Snapshot finish(Instant now) {
    long[] changedAt = base.changedAt();
    for (Change change : changes) {
      changedAt[change.section().ordinal()] = revision;
      table(change.section()).seal();
    }
    return new Snapshot(
        revision, base.baseRevision(), now, base.profile(), tables, changedAt, nextId, nextInode);
  }

  private <T> Table<T> own(Section<T> section) {
    Table<T> table = table(section);
    if (table == base.table(section)) {
      table = table.copy();
      tables[section.ordinal()] = table;
    }
    return table;
  }
}
