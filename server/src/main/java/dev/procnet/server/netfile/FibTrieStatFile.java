package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.FibStatistics;
import dev.procnet.server.stack.FibTable;
import dev.procnet.server.stack.FibTables;
import dev.procnet.server.stack.FibTrie;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code fib_triestat}: measures of the tries of {@code fib_trie}. net/ipv4/fib_trie.c
 * fib_triestat_seq_show, trie_show_stats.
 */
final class FibTrieStatFile implements NetFile {

  /** Sizes of a 64-bit kernel: of a leaf, a branch without slots, a slot, and a route. */
  private static final int LEAF = 48;

  private static final int NODE = 40;
  private static final int POINTER = 8;
  private static final int ALIAS = 56;

  private static final byte[] HEADER =
      "Basic info: size of leaf: %d bytes, size of tnode: %d bytes.\n"
          .formatted(LEAF, NODE)
          .getBytes(US_ASCII);

  @Override
  public String name() {
    return "fib_triestat";
  }

  @Override
  public String summary() {
    return "measures of the tries of IPv4 routes";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.ROUTES, Section.FIB_TABLES);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(HEADER, FibTables.of(snapshot), table -> true, FibTrieStatFile::write);
  }

  private static void write(FibTable table, RowBuffer out) {
    FibStatistics row = FibStatistics.of(table.trie()).plus(table.difference());
    FibTitles.write(table.id(), out);
    long depth = averageDepth(row);
    out.put("\tAver depth:     ").unsigned(depth / 100).put('.');
    out.unsigned(depth % 100 / 10).unsigned(depth % 10).put('\n');
    out.put("\tMax depth:      ").unsigned(row.maxDepth()).put('\n');
    out.put("\tLeaves:         ").unsigned(row.leaves()).put('\n');
    out.put("\tPrefixes:       ").unsigned(row.prefixes()).put('\n');
    out.put("\tInternal nodes: ").unsigned(nodes(row)).put("\n\t");
    for (int bits = 1; bits < FibStatistics.SIZES; bits++) {
      if (row.nodes().get(bits) != 0) {
        out.put("  ").unsigned(bits).put(": ").unsigned(row.nodes().get(bits));
      }
    }
    out.put("\n\tPointers: ").unsigned(pointers(row)).put('\n');
    out.put("Null ptrs: ").unsigned(row.nullPointers()).put('\n');
    out.put("Total size: ").unsigned((bytes(row) + 1023) / 1024).put("  kB\n");
  }

  /** In hundredths. */
  private static long averageDepth(FibStatistics row) {
    return row.leaves() == 0 ? 0 : row.totalDepth() * 100 / row.leaves();
  }

  private static long nodes(FibStatistics row) {
    return row.nodes().stream().mapToLong(count -> count).sum();
  }

  private static long pointers(FibStatistics row) {
    long pointers = 0;
    for (int bits = 1; bits < FibStatistics.SIZES; bits++) {
      pointers += row.nodes().get(bits) * (1L << bits);
    }
    return pointers;
  }

  private static long bytes(FibStatistics row) {
    return (long) LEAF * row.leaves()
        + (long) ALIAS * row.prefixes()
        + NODE * nodes(row)
        + POINTER * pointers(row);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of fib_triestat, of a 64-bit kernel");
    Map<Integer, FibStatistics> captured = new LinkedHashMap<>();
    while (!text.atEnd()) {
      int start = text.position();
      int id = FibTitles.parse(text);
      if (captured.put(id, parseTable(text)) != null) {
        throw text.failAt(start, "each table once");
      }
    }
    if (captured.containsKey(Route.TABLE_MAIN)) {
      into.settings(Settings::withIpv4Routing);
    }
    into.completeFibTables();
    into.replaceAll(Section.FIB_TABLES, tables(captured, into));
  }

  /** The tables that the file has, in its order, then those that it lacks. */
  private static List<FibTable> tables(Map<Integer, FibStatistics> captured, SnapshotBuilder into) {
    Map<Integer, FibTable> found = new LinkedHashMap<>();
    into.rows(Section.FIB_TABLES).forEach(table -> found.put(table.id(), table));
    FibTable main = found.get(Route.TABLE_MAIN);
    List<FibTable> tables = new ArrayList<>();
    captured.forEach(
        (id, statistics) -> {
          FibTable table = found.remove(id);
          FibTable own =
              table == null ? new FibTable(id, FibTrie.EMPTY, FibStatistics.NONE) : table;
          boolean alias = id == Route.TABLE_LOCAL && !into.settings().policyRules();
          FibTable shown = alias && main != null ? main : own;
          FibStatistics computed = FibStatistics.of(shown.trie());
          tables.add(own.with(withDepthOf(statistics, computed).minus(computed)));
        });
    tables.addAll(found.values());
    return tables;
  }

  /** The file has an average, of which several sums are: that of the trie where it is one. */
  private static FibStatistics withDepthOf(FibStatistics captured, FibStatistics computed) {
    boolean same =
        captured.leaves() == computed.leaves() && averageDepth(captured) == averageDepth(computed);
    return new FibStatistics(
        same ? computed.totalDepth() : captured.totalDepth(),
        captured.maxDepth(),
        captured.leaves(),
        captured.prefixes(),
        captured.nodes(),
        captured.nullPointers());
  }

  private static FibStatistics parseTable(NetFileText text) {
    text.expect("\tAver depth:     ");
    long hundredths = number(text, "an average depth") * 100L;
    text.expect(".");
    int fraction = text.position();
    hundredths += text.unsigned("hundredths, two digits", 99);
    if (text.position() != fraction + 2) {
      throw text.failAt(fraction, "hundredths, two digits");
    }
    text.expect("\n\tMax depth:      ");
    int maxDepth = number(text, "a depth");
    text.expect("\n\tLeaves:         ");
    int leaves = number(text, "a number of leaves");
    text.expect("\n\tPrefixes:       ");
    int prefixes = number(text, "a number of routes");
    text.expect("\n\tInternal nodes: ");
    int nodesAt = text.position();
    int nodes = number(text, "a number of nodes");
    text.expect("\n\t");
    List<Integer> bySize = parseNodes(text);
    if (bySize.stream().mapToLong(count -> count).sum() != nodes) {
      throw text.failAt(nodesAt, "the sum of the numbers of nodes by size");
    }
    text.expect("\n\tPointers: ");
    int pointersAt = text.position();
    long pointers = text.unsigned64("a number of slots");
    text.expect("\nNull ptrs: ");
    int nullPointers = number(text, "a number of empty slots");
    text.expect("\nTotal size: ");
    text.unsigned64("a size");
    text.expect("  kB\n");
    FibStatistics read =
        new FibStatistics(
            (hundredths * leaves + 99) / 100, maxDepth, leaves, prefixes, bySize, nullPointers);
    if (pointers != pointers(read)) {
      throw text.failAt(pointersAt, pointers(read) + ", the slots of these nodes");
    }
    return read;
  }

  private static List<Integer> parseNodes(NetFileText text) {
    List<Integer> bySize = new ArrayList<>(Collections.nCopies(FibStatistics.SIZES, 0));
    int least = 1;
    while (text.skip("  ")) {
      int start = text.position();
      int bits = (int) text.unsigned("a size", FibStatistics.SIZES - 1);
      if (bits < least) {
        throw text.failAt(start, "a size of at least " + least);
      }
      text.expect(": ");
      bySize.set(bits, number(text, "a number of nodes"));
      least = bits + 1;
    }
    return bySize;
  }

  private static int number(NetFileText text, String what) {
    return (int) text.unsigned(what, Integer.MAX_VALUE);
  }
}
