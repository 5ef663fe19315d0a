package dev.procnet.server.netfile;

import dev.procnet.server.stack.FibBranch;
import dev.procnet.server.stack.FibNode;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Route;
import java.util.ArrayList;
import java.util.List;

/** Reads the nodes of a table of {@code fib_trie}. */
final class FibTrieParser {

  private static final int WIDTH = 32;

  /**
   * Slots for each child beyond which no kernel would keep a branch; so that a short file does not
   * fill the memory.
   */
  private static final long MAX_SLOTS = 64;

  private static final String BRANCH = "  +-- ";
  private static final String LEAF = "  |-- ";

  private final NetFileText text;
  private final int table;
  private final FibRoutes routes;

  FibTrieParser(NetFileText text, int table, FibRoutes routes) {
    this.text = text;
    this.table = table;
    this.routes = routes;
  }

  /**
   * A route as the file has it.
   *
   * @param at where it stands
   */
  record Line(int at, int prefixLength, int scope, Route.Type type, int tos) {}

  /** The topmost node, with all below it. */
  FibNode parse() {
    return parseNode(0, WIDTH);
  }

  /**
   * @param height bits of the key that are left to test
   */
  private FibNode parseNode(int level, int height) {
    int start = text.position();
    text.expect(indent(level));
    if (text.skip(BRANCH)) {
      return parseBranch(start, level, height);
    }
    if (!text.skip(LEAF)) {
      throw text.fail("a node, '" + BRANCH + "' or '" + LEAF + "'");
    }
    int key = PlainAddresses.parseIpv4(text).bits();
    text.endLine();
    return new FibNode.Leaf(key, routes.resolve(table, key, parseLines(level + 1)));
  }

  private static String indent(int level) {
    return " ".repeat(level * FibTrieFile.INDENT);
  }

  private FibBranch parseBranch(int start, int level, int height) {
    int keyAt = text.position();
    int key = PlainAddresses.parseIpv4(text).bits();
    text.expect("/");
    int lengthAt = text.position();
    int prefixLength = (int) text.unsigned("a prefix length", WIDTH - 1);
    text.expect(" ");
    int bitsAt = text.position();
    int bits = (int) text.unsigned("a number of bits", WIDTH - 2);
    if (prefixLength < WIDTH - height) {
      throw text.failAt(lengthAt, "a prefix length of at least " + (WIDTH - height));
    }
    if (bits == 0 || prefixLength + bits > WIDTH) {
      throw text.failAt(bitsAt, "1 to " + (WIDTH - prefixLength) + " bits");
    }
    if ((key & ~Ipv4Address.mask(prefixLength)) != 0) {
      throw text.failAt(keyAt, "a prefix of " + prefixLength + " bits, no more");
    }
    text.expect(" ");
    int countsAt = text.position();
    int full = text.unsigned32("a number of full children");
    text.expect(" ");
    int empty = text.unsigned32("a number of empty children");
    text.endLine();
    List<FibNode> children = parseChildren(level + 1, WIDTH - prefixLength - bits);
    if (children.size() < 2 || 1L << bits > MAX_SLOTS * children.size()) {
      throw text.failAt(
          bitsAt,
          "bits that fit the " + children.size() + " children, of which there are 2 or more");
    }
    FibBranch branch = branch(start, key, WIDTH - prefixLength - bits, bits, children);
    if (branch.fullChildren() != full || branch.emptyChildren() != empty) {
      throw text.failAt(
          countsAt, branch.fullChildren() + " " + branch.emptyChildren() + ", as its children are");
    }
    return branch;
  }

  private FibBranch branch(int start, int key, int pos, int bits, List<FibNode> children) {
    try {
      return FibBranch.of(key, pos, bits, children);
    } catch (ProcnetException e) {
      throw text.failAt(start, "a branch with its own children (" + e.getMessage() + ")");
    }
  }

  private List<FibNode> parseChildren(int level, int height) {
    List<FibNode> children = new ArrayList<>();
    byte[] branch = bytes(indent(level) + BRANCH);
    byte[] leaf = bytes(indent(level) + LEAF);
    while (text.startsWith(branch) || text.startsWith(leaf)) {
      int start = text.position();
      FibNode child = parseNode(level, height);
      if (!children.isEmpty()
          && Integer.compareUnsigned(children.getLast().key(), child.key()) >= 0) {
        throw text.failAt(start, "a key above that of the node before");
      }
      children.add(child);
    }
    return children;
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private List<Line> parseLines(int level) {
    List<Line> lines = new ArrayList<>();
    String begin = indent(level) + "  /";
    do {
      lines.add(parseLine(begin));
    } while (text.startsWith(bytes(begin)));
    return lines;
  }

  private Line parseLine(String begin) {
    text.expect(begin);
    int start = text.position();
    int prefixLength = (int) text.unsigned("a prefix length", WIDTH);
    text.expect(" ");
    int scope = FibScopes.parse(text);
    text.expect(" ");
    int typeAt = text.position();
    String word = text.asciiWord("a type of route");
    Route.Type type = null;
    for (Route.Type known : Route.Type.values()) {
      type = known.name().equals(word) ? known : type;
    }
    if (type == null) {
      throw text.failAt(typeAt, "a type of route, UNICAST to THROW");
    }
    int tos = text.skip(" tos=") ? (int) text.unsigned("a type of service", 255) : 0;
    text.endLine();
    return new Line(start, prefixLength, scope, type, tos);
  }
}
