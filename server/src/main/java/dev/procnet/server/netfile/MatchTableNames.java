package dev.procnet.server.netfile;

import dev.procnet.server.stack.MatchTable;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Set;
import java.util.TreeSet;

/** The names of the tables of a module: of those that are listed. */
final class MatchTableNames {

  private MatchTableNames() {}

  static Set<String> of(Snapshot snapshot, MatchTable.Module module) {
    Set<String> names = new TreeSet<>();
    for (MatchTable table : snapshot.table(Section.MATCH_TABLES)) {
      if (table.module() == module) {
        names.add(table.name());
      }
    }
    return names;
  }
}
