package dev.procnet.server.stack;

import java.time.Instant;
import java.util.List;

/**
 * A snapshot in plain lists, to be kept and made again.
 *
 * @param revision which
 * @param baseRevision at which the whole state was replaced last
 * @param appliedAt when it was applied
 * @param profile which system it prints like
 * @param nextId of the next row that has an id
 * @param nextInode of the next socket
 * @param sections those that have rows, or were changed
 */
public record SnapshotImage(
    long revision,
    long baseRevision,
    Instant appliedAt,
    Profile profile,
    long nextId,
    long nextInode,
    List<SectionImage> sections) {

  /**
   * A section.
   *
   * @param name as users call it
   * @param inOrder its rows stand in the system's own order, and new ones go by it; otherwise they
   *     stand as they came
   * @param changedAt the newest revision that changed it
   * @param rows all of one class
   */
  public record SectionImage(String name, boolean inOrder, long changedAt, List<?> rows) {}

  /** That of a snapshot. */
  public static SnapshotImage of(Snapshot snapshot) {
    return new SnapshotImage(
        snapshot.revision(),
        snapshot.baseRevision(),
        snapshot.appliedAt(),
        snapshot.profile(),
        snapshot.nextId(),
        snapshot.nextInode(),
        Section.ALL.stream()
            .filter(
                section -> snapshot.table(section).size() > 0 || snapshot.changedAt(section) > 0)
            .map(section -> image(snapshot, section))
            .toList());
  }

  /**
   * The snapshot.
   *
   * @throws ProcnetException FIELD_INVALID where it has a section that is not known
   */
  public Snapshot snapshot() {
    Table<?>[] tables = new Table<?>[Section.ALL.size()];
    long[] changed = new long[tables.length];
    for (Section<?> section : Section.ALL) {
      tables[section.ordinal()] = section.empty(profile);
    }
    for (SectionImage image : sections) {
      Section<?> section = section(image.name());
      tables[section.ordinal()] = table(section, image);
      changed[section.ordinal()] = image.changedAt();
    }
    return new Snapshot(
        revision, baseRevision, appliedAt, profile, tables, changed, nextId, nextInode);
  }

  private static SectionImage image(Snapshot snapshot, Section<?> section) {
    Table<?> table = snapshot.table(section);
    return new SectionImage(
        section.name(),
        table.order().equals(section.order(snapshot.profile())),
        snapshot.changedAt(section),
        com.google.common.collect.ImmutableList.copyOf(table));
  }

  private static Section<?> section(String name) {
    for (Section<?> section : Section.ALL) {
      if (section.name().equals(name)) {
        return section;
      }
    }
    throw ProcnetException.field(
        "sections", "has '" + name + "', expected one that this version knows");
  }

  // The rows are those of that section: they were taken from one of its tables.
  @SuppressWarnings("unchecked")
  private <T> Table<T> table(Section<T> section, SectionImage image) {
    Table<T> table = Table.<T>empty(image.inOrder() ? section.order(profile) : Table.APPEND).copy();
    image.rows().forEach(row -> table.insert((T) row));
    table.seal();
    return table;
  }
}
