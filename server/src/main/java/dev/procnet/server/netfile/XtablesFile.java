package dev.procnet.server.netfile;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.XtablesName;
import dev.procnet.server.stack.XtablesName.Family;
import dev.procnet.server.stack.XtablesName.Kind;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code ip_tables_names}, {@code ip_tables_matches}, {@code ip_tables_targets}, and the same of
 * {@code ip6} and {@code arp}: a name a line, the newest first. net/netfilter/x_tables.c
 * xt_table_seq_show, xt_match_seq_show, xt_target_seq_show.
 */
final class XtablesFile implements NetFile {

  private static final byte[] NO_HEADER = {};

  private final Family family;
  private final Kind kind;

  XtablesFile(Family family, Kind kind) {
    this.family = family;
    this.kind = kind;
  }

  /** Those of every family. */
  static Stream<XtablesFile> all() {
    return Stream.of(Family.values())
        .flatMap(family -> Stream.of(Kind.values()).map(kind -> new XtablesFile(family, kind)));
  }

  @Override
  public String name() {
    return family.prefix() + "_tables_" + kind.suffix();
  }

  @Override
  public String summary() {
    return switch (kind) {
      case TABLE -> "tables of " + family.prefix() + "tables";
      case MATCH -> "matches that rules of " + family.prefix() + "tables can have";
      case TARGET -> "targets that rules of " + family.prefix() + "tables can have";
    };
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.XTABLES_NAMES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        snapshot.table(Section.XTABLES_NAMES),
        row -> row.family() == family && row.kind() == kind,
        (row, out) -> out.put(row.name()).put('\n'));
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    // The newest comes first, and has the highest instance of its name.
    Multiset<String> left = names(text);
    while (!text.atEnd()) {
      int start = text.position();
      String name = parseName(text);
      left.remove(name);
      into.add(
          Section.XTABLES_NAMES,
          text.check(start, () -> new XtablesName(family, kind, name, left.count(name))));
    }
  }

  /** How often each name is there. Reads nothing. */
  private static Multiset<String> names(NetFileText text) {
    int start = text.position();
    Multiset<String> names = HashMultiset.create();
    while (!text.atEnd()) {
      names.add(parseName(text));
    }
    text.moveTo(start);
    return names;
  }

  private static String parseName(NetFileText text) {
    String name = text.asciiWord("a name");
    text.endLine();
    return name;
  }
}
