package dev.procnet.server.stack;

import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stack at one revision. Never changes, holds no lock, and shares what did not change with the
 * one before.
 */
public final class Snapshot {

  private final long revision;
  private final long baseRevision;
  private final Instant appliedAt;
  private final Profile profile;
  private final Table<?>[] tables;
  private final long[] changedAt;
  private final long nextId;
  private final long nextInode;
  private volatile @Nullable Map<Integer, Interface> interfacesByIndex;
  private volatile @Nullable ComputedCounters computed;

  Snapshot(
      long revision,
      long baseRevision,
      Instant appliedAt,
      Profile profile,
      Table<?>[] tables,
      long[] changedAt,
      long nextId,
      long nextInode) {
    this.revision = revision;
    this.baseRevision = baseRevision;
    this.appliedAt = appliedAt;
    this.profile = profile;
    this.tables = tables;
    this.changedAt = changedAt;
    this.nextId = nextId;
    this.nextInode = nextInode;
  }

  /** Which revision. 1 is the first. */
  public long revision() {
    return revision;
  }

  /** When it was applied. */
  public Instant appliedAt() {
    return appliedAt;
  }

  /** Which system it prints like. */
  public Profile profile() {
    return profile;
  }

  /** A section's rows. */
  // Each place holds the table of its section: Draft and SnapshotBuilder put no other there.
  @SuppressWarnings("unchecked")
  public <T> Table<T> table(Section<T> section) {
    return (Table<T>) tables[section.ordinal()];
  }

  /** The newest revision that changed the section. */
  public long changedAt(Section<?> section) {
    return changedAt[section.ordinal()];
  }

  /** The revision that a row was changed at last, rows that came with the whole state included. */
  public long revisionOf(long rowRevision) {
    // Rows of a restored or forked state say when they were changed before it came here.
    return Math.max(rowRevision, baseRevision);
  }

  /** Settings. */
  public Settings settings() {
    return single(Section.SETTINGS, Settings.DEFAULT);
  }

  /** Files as captured. */
  public CapturedFiles files() {
    return single(Section.FILES, CapturedFiles.NONE);
  }

  /** The same state with other settings, to begin a stack in. */
  public Snapshot with(Mutation.SettingsChange change) {
    return with(Section.SETTINGS, change.apply(settings()));
  }

  /** The same state with other files as captured, to begin a stack in. */
  public Snapshot with(CapturedFiles files) {
    return with(Section.FILES, files);
  }

  /**
   * The same state with these sysctls, to begin a stack in.
   *
   * @param sysctls what a read gives, by path below /proc/sys/net
   */
  public Snapshot withSysctls(Map<String, com.google.protobuf.ByteString> sysctls) {
    return with(Section.SYSCTLS, SysctlDirectory.of(sysctls));
  }

  /** The same state, at the same revision, to a reader who sees rows as others. */
  public <T> Snapshot seenAs(Section<T> section, UnaryOperator<T> sight) {
    Table<T> rows = table(section).copy();
    for (T row : table(section)) {
      T other = sight.apply(row);
      if (!other.equals(row)) {
        rows.replace(row, other);
      }
    }
    return with(section, rows);
  }

  /** The same state, at the same revision, to a reader who does not see some rows. */
  public <T> Snapshot seenWithout(Section<T> section, Predicate<? super T> unseen) {
    Table<T> rows = table(section).copy();
    table(section).all(unseen).forEach(rows::remove);
    return with(section, rows);
  }

  private <T> Snapshot with(Section<T> section, T row) {
    return with(section, List.of(row));
  }

  private <T> Snapshot with(Section<T> section, List<T> rows) {
    return with(section, Table.copyOf(rows, section.order(profile)));
  }

  private <T> Snapshot with(Section<T> section, Table<T> rows) {
    Table<?>[] changed = tables();
    rows.seal();
    changed[section.ordinal()] = rows;
    return new Snapshot(
        revision, baseRevision, appliedAt, profile, changed, changedAt, nextId, nextInode);
  }

  private <T> T single(Section<T> section, T otherwise) {
    Iterator<T> rows = table(section).iterator();
    return rows.hasNext() ? rows.next() : otherwise;
  }

  /** The interface of that index, or null. */
  public @Nullable Interface interfaceOf(int index) {
    Map<Integer, Interface> byIndex = interfacesByIndex;
    if (byIndex == null) {
      // Two readers may both build it: they build the same.
      byIndex = new HashMap<>();
      for (Interface row : table(Section.INTERFACES)) {
        byIndex.put(row.index(), row);
      }
      interfacesByIndex = byIndex;
    }
    return byIndex.get(index);
  }

  /** What is counted of its sockets. */
  public ComputedCounters computed() {
    ComputedCounters counters = computed;
    if (counters == null) {
      counters = ComputedCounters.of(this::table);
      computed = counters;
    }
    return counters;
  }

  /** How many sockets of all kinds. */
  public int socketCount() {
    return Section.SOCKETS.stream().mapToInt(section -> table(section).size()).sum();
  }

  /** How many rows of all sections, a measure of its memory. */
  public int rowCount() {
    return Section.ALL.stream().mapToInt(section -> table(section).size()).sum();
  }

  /** The same state as the whole of another revision. */
  Snapshot asWholeOf(long newRevision, Instant now) {
    long[] all = new long[changedAt.length];
    java.util.Arrays.fill(all, newRevision);
    return new Snapshot(newRevision, newRevision, now, profile, tables, all, nextId, nextInode);
  }

  long baseRevision() {
    return baseRevision;
  }

  Table<?>[] tables() {
    return tables.clone();
  }

  long[] changedAt() {
    return changedAt.clone();
  }

  long nextId() {
    return nextId;
  }

  long nextInode() {
    return nextInode;
  }
}
