package dev.procnet.server.netfile;

import dev.procnet.server.stack.HashlimitBucket;
import dev.procnet.server.stack.MatchTable;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.Set;

/**
 * {@code ipt_hashlimit} or {@code ip6t_hashlimit}: a file for each table. net/netfilter/
 * xt_hashlimit.c.
 */
final class HashlimitDirectory implements NetDirectory {

  private final MatchTable.Module module;

  HashlimitDirectory(MatchTable.Module module) {
    this.module = module;
  }

  @Override
  public String name() {
    return module.directory();
  }

  @Override
  public Set<String> names(Snapshot snapshot) {
    Set<String> names = MatchTableNames.of(snapshot, module);
    for (HashlimitBucket bucket : snapshot.table(Section.HASHLIMIT_BUCKETS)) {
      if (bucket.module() == module) {
        names.add(bucket.table());
      }
    }
    return names;
  }

  @Override
  public NetFile file(String name) {
    return new HashlimitFile(module, name);
  }

  @Override
  public boolean mayBeEmpty() {
    return true;
  }
}
