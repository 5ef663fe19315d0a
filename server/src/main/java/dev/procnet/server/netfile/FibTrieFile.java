package dev.procnet.server.netfile;

import dev.procnet.server.stack.FibBranch;
import dev.procnet.server.stack.FibNode;
import dev.procnet.server.stack.FibStatistics;
import dev.procnet.server.stack.FibTable;
import dev.procnet.server.stack.FibTables;
import dev.procnet.server.stack.FibTrie;
import dev.procnet.server.stack.FibWalk;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code fib_trie}: the tables of IPv4 routes as the kernel keeps them. net/ipv4/fib_trie.c
 * fib_trie_seq_show.
 */
final class FibTrieFile implements NetFile {

  /** What a level is indented by. */
  static final int INDENT = 3;

  @Override
  public String name() {
    return "fib_trie";
  }

  @Override
  public String summary() {
    return "tries of IPv4 routes, all tables";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.ROUTES, Section.FIB_TABLES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    Iterator<FibTable> tables =
        FibTables.of(snapshot).stream().filter(table -> table.trie().root() != null).iterator();
    return new Rows() {
      private FibWalk walk = new FibWalk(FibTrie.EMPTY);

      @Override
      public boolean next(RowBuffer out) {
        FibNode node = walk.next();
        if (node != null) {
          write(node, walk.level(), reader, out);
          return true;
        }
        if (!tables.hasNext()) {
          return false;
        }
        FibTable table = tables.next();
        walk = new FibWalk(table.trie());
        FibTitles.write(table.id(), out);
        return true;
      }
    };
  }

  private static void write(FibNode node, int level, Reader reader, RowBuffer out) {
    out.blanks(level * INDENT);
    switch (node) {
      case FibBranch branch -> {
        out.put("  +-- ");
        PlainAddresses.writeIpv4(out, reader.shown(new Ipv4Address(branch.key())));
        out.put('/').unsigned(branch.prefixLength()).put(' ').unsigned(branch.bits()).put(' ');
        out.unsigned(branch.fullChildren()).put(' ').unsigned(branch.emptyChildren()).put('\n');
      }
      case FibNode.Leaf leaf -> {
        out.put("  |-- ");
        PlainAddresses.writeIpv4(out, reader.shown(new Ipv4Address(leaf.key())));
        out.put('\n');
        leaf.routes().forEach(route -> write(route, level + 1, out));
      }
    }
  }

  private static void write(Route route, int level, RowBuffer out) {
    out.blanks(level * INDENT).put("  /").unsigned(route.prefixLength()).put(' ');
    FibScopes.write(route.scope(), out);
    out.put(' ').put(route.type().name());
    if (route.tos() != 0) {
      out.put(" tos=").unsigned(route.tos());
    }
    out.put('\n');
  }

  /**
   * A table as it stands in the file.
   *
   * @param from where its nodes begin
   */
  private record Part(int id, int from, int to) {}

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    List<Part> parts = split(text);
    Part main = find(parts, Route.TABLE_MAIN);
    Part local = find(parts, Route.TABLE_LOCAL);
    boolean shared = local == null || (main != null && sameNodes(text, main, local));
    into.settings(settings -> settings.withPolicyRules(!shared));
    FibRoutes routes = new FibRoutes(text, into, shared);
    if (main != null) {
      into.settings(Settings::withIpv4Routing);
    }
    for (Part part : parts) {
      boolean alias = shared && part.id() == Route.TABLE_LOCAL;
      FibTrie trie = alias ? FibTrie.EMPTY : parse(text, part, routes);
      into.add(Section.FIB_TABLES, new FibTable(part.id(), trie, FibStatistics.NONE));
    }
    text.moveTo(text.size());
    routes.finish();
  }

  private static FibTrie parse(NetFileText text, Part part, FibRoutes routes) {
    text.moveTo(part.from());
    FibNode root = new FibTrieParser(text, part.id(), routes).parse();
    if (text.position() != part.to()) {
      throw text.fail("the end of the table");
    }
    return FibTrie.of(root);
  }

  private static List<Part> split(NetFileText text) {
    List<Part> parts = new ArrayList<>();
    while (!text.atEnd()) {
      int start = text.position();
      int id = FibTitles.parse(text);
      if (find(parts, id) != null) {
        throw text.failAt(start, "each table once");
      }
      int from = text.position();
      while (text.peek() == ' ') {
        int end = text.find('\n');
        text.moveTo(end < 0 ? text.size() : end + 1);
      }
      parts.add(new Part(id, from, text.position()));
    }
    return parts;
  }

  private static @Nullable Part find(List<Part> parts, int id) {
    for (Part part : parts) {
      if (part.id() == id) {
        return part;
      }
    }
    return null;
  }

  private static boolean sameNodes(NetFileText text, Part a, Part b) {
    return text.slice(a.from(), a.to()).equals(text.slice(b.from(), b.to()));
  }
}
