package dev.procnet.server.netfile;

import dev.procnet.server.stack.MatchTable;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Set;

/** {@code xt_recent}: a file for each list. net/netfilter/xt_recent.c. */
final class RecentDirectory implements NetDirectory {

  @Override
  public String name() {
    return MatchTable.Module.RECENT.directory();
  }

  @Override
  public Set<String> names(Snapshot snapshot) {
    Set<String> names = MatchTableNames.of(snapshot, MatchTable.Module.RECENT);
    snapshot.table(Section.RECENT_ADDRESSES).forEach(row -> names.add(row.list()));
    return names;
  }

  @Override
  public NetFile file(String name) {
    return new RecentFile(name);
  }

  @Override
  public boolean mayBeEmpty() {
    return true;
  }
}
