package dev.procnet.server.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds a whole state row by row, as an import finds it. Rows stand in the order in which they are
 * added; where that is the system's own order, later mutations keep it. Not thread-safe.
 */
public final class SnapshotBuilder {

  private final Profile profile;
  private final List<List<Object>> rows = new ArrayList<>();
  private final Map<InterfaceName, Integer> declared = new LinkedHashMap<>();
  private final TreeMap<Integer, InterfaceName> byIndex = new TreeMap<>();
  private final Map<Integer, Interface> listed = new LinkedHashMap<>();
  private final MulticastRows multicast = new MulticastRows();
  private int lastListed;
  private int lowestFree = 1;
  private long nextId = 1;
  private Settings settings = Settings.DEFAULT;

  public SnapshotBuilder(Profile profile) {
    this.profile = profile;
    Section.ALL.forEach(section -> rows.add(new ArrayList<>()));
  }

  /** Which system it is of. */
  public Profile profile() {
    return profile;
  }

  /** What files say of multicast. */
  public MulticastRows multicast() {
    return multicast;
  }

  /** Takes ids for that many rows. The first of them. */
  public long takeIds(int count) {
    long first = nextId;
    nextId += count;
    return first;
  }

  /** Adds a row after those that are there. */
  public <T> void add(Section<T> section, T row) {
    rows.get(section.ordinal()).add(row);
  }

  /** The rows that are there. */
  // The list of a section holds rows of that section only: see add.
  @SuppressWarnings("unchecked")
  public <T> List<T> rows(Section<T> section) {
    return (List<T>) rows.get(section.ordinal());
  }

  /** Puts other rows in the place of all of a section. */
  public <T> void replaceAll(Section<T> section, List<? extends T> newRows) {
    List<Object> all = rows.get(section.ordinal());
    all.clear();
    all.addAll(newRows);
  }

  /** The settings so far. */
  public Settings settings() {
    return settings;
  }

  /** The index of an interface that a file has named already; 0: none has. */
  public int knownInterface(InterfaceName name) {
    return declared.getOrDefault(name, 0);
  }

  /** The statistics of an interface that was added; zero: it was not. */
  public InterfaceStatistics statistics(InterfaceName name) {
    Interface device = listed.get(knownInterface(name));
    return device == null ? InterfaceStatistics.ZERO : device.statistics();
  }

  /** Adds the tables of IPv4 routes that no file has shown and those routes stand in. */
  public void completeFibTables() {
    if (profile.isLinux()) {
      replaceAll(
          Section.FIB_TABLES,
          FibTables.complete(
              List.copyOf(rows(Section.FIB_TABLES)),
              rows(Section.ROUTES),
              settings.policyRules(),
              profile));
    }
  }

  /**
   * Says which index an interface has. Before {@link #addInterface}, and before anyone asks for it
   * by name.
   */
  public void declareInterface(InterfaceName name, int index) {
    if (!declared.containsKey(name) && !byIndex.containsKey(index)) {
      declared.put(name, index);
      byIndex.put(index, name);
    }
  }

  /**
   * Adds an interface after those that are there. Where its index was not declared it gets the
   * least that is higher than that of the one before, which is how a kernel lists them.
   */
  public void addInterface(InterfaceName name, InterfaceStatistics statistics) {
    int before = lastListed;
    int index = declared.computeIfAbsent(name, added -> takeIndex(before, added));
    if (listed.containsKey(index)) {
      throw ProcnetException.field(
          "name", "is '" + name.text() + "' a second time, expected each interface once");
    }
    listed.put(index, device(index, name, statistics, null));
    lastListed = index;
  }

  /**
   * The index of an interface that a file names. One that no file lists is known from now on, but
   * has no statistics: so the names are kept, and the list of interfaces stays as it was.
   */
  public int interfaceIndex(InterfaceName name) {
    return declared.computeIfAbsent(
        name,
        added -> {
          // Below it all are taken, and none is ever given back: no name looks at them again.
          lowestFree = takeIndex(lowestFree - 1, added);
          return lowestFree;
        });
  }

  /** Changes the settings. */
  public void settings(Mutation.SettingsChange change) {
    settings = change.apply(settings);
  }

  /** The state. */
  public Snapshot build() {
    listed.values().forEach(row -> add(Section.INTERFACES, multicast.typed(row)));
    declared.forEach(
        (name, index) -> {
          if (!listed.containsKey(index)) {
            add(
                Section.INTERFACES,
                multicast.typed(
                    device(
                        index,
                        name,
                        InterfaceStatistics.ZERO,
                        new Unavailable(true, "not listed in the imported dev"))));
          }
        });
    completeFibTables();
    multicast.addTo(this, interfaces());
    keepLatest(Section.VLANS);
    add(Section.SETTINGS, settings);
    Table<?>[] tables = new Table<?>[Section.ALL.size()];
    Section.ALL.forEach(section -> tables[section.ordinal()] = table(section));
    ComputedCounters computed = ComputedCounters.of(new Lookup(tables));
    this.<CounterGroup>replaceRows(tables, Section.COUNTERS, computed::base);
    this.<Protocol>replaceRows(tables, Section.PROTOCOLS, computed::base);
    return new Snapshot(
        0,
        0,
        Instant.EPOCH,
        profile,
        tables,
        new long[tables.length],
        nextId,
        highestInode(tables) + 1);
  }

  /** Of rows with one key, which several files tell of, the last one tells most. */
  private <T extends Entry> void keepLatest(Section<T> section) {
    Map<Object, T> byKey = new LinkedHashMap<>();
    rows(section).forEach(row -> byKey.put(row.key(), row));
    replaceAll(section, List.copyOf(byKey.values()));
  }

  // The list of a section holds rows of that section only: see add.
  @SuppressWarnings("unchecked")
  private List<Interface> interfaces() {
    return (List<Interface>) (List<?>) rows.get(Section.INTERFACES.ordinal());
  }

  private int takeIndex(int above, InterfaceName name) {
    int index = after(above);
    while (byIndex.containsKey(index)) {
      index = after(index);
    }
    byIndex.put(index, name);
    return index;
  }

  /** The kernel's choice too begins anew after the highest. */
  private static int after(int index) {
    return index == Integer.MAX_VALUE ? 1 : index + 1;
  }

  /** What an interface is that a file only names: the loopback, or an Ethernet device. */
  private static Interface device(
      int index,
      InterfaceName name,
      InterfaceStatistics statistics,
      @Nullable Unavailable unavailable) {
    boolean loopback = name.text().equals("lo");
    int up = Interface.IFF_UP | Interface.IFF_RUNNING;
    return new Interface(
        index,
        name,
        loopback ? Interface.TYPE_LOOPBACK : Interface.TYPE_ETHERNET,
        com.google.protobuf.ByteString.EMPTY,
        loopback ? 65536 : 1500,
        loopback
            ? up | Interface.IFF_LOOPBACK
            : up | Interface.IFF_BROADCAST | Interface.IFF_MULTICAST,
        statistics,
        unavailable,
        0);
  }

  private <T> Table<T> table(Section<T> section) {
    List<T> all = rows(section);
    return all.isEmpty() ? section.empty(profile) : Table.copyOf(all, section.order(profile));
  }

  /** Of what is computed from other rows only the difference is kept. */
  private <T> void replaceRows(Table<?>[] tables, Section<T> section, UnaryOperator<T> change) {
    List<T> changed = new ArrayList<>();
    new Lookup(tables).table(section).forEach(row -> changed.add(change.apply(row)));
    tables[section.ordinal()] = Table.copyOf(changed, section.order(profile));
  }

  private record Lookup(List<Table<?>> tables) implements TableLookup {

    Lookup(Table<?>[] tables) {
      this(List.of(tables));
    }

    // Each place holds the table of its section.
    @Override
    @SuppressWarnings("unchecked")
    public <T> Table<T> table(Section<T> section) {
      return (Table<T>) tables.get(section.ordinal());
    }
  }

  private static long highestInode(Table<?>[] tables) {
    long highest = 0;
    for (Section<? extends Socket> section : Section.SOCKETS) {
      for (Object row : tables[section.ordinal()]) {
        long inode = ((Socket) row).inode();
        // Those beyond any kernel's count leave room for the ones that are picked.
        highest = Math.max(highest, inode);
      }
    }
    return highest;
  }
}
