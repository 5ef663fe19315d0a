package dev.procnet.server.web.status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the columns of a file in the text of its head, in their order. */
final class Heads {

  /** What columns are called where a file's head has them otherwise than the first of its like. */
  private static final String SHORT = "rem_";

  private static final String LONG = "remote_";

  /** Files without a head, or with one in front of each row of values. */
  private static final Set<String> WITHOUT_HEAD =
      Set.of(
          "anycast6",
          "dev_mcast",
          "if_inet6",
          "igmp6",
          "ipv6_route",
          "netstat",
          "psched",
          "rt6_stats",
          "snmp",
          "softnet_stat");

  private final List<Column> columns;
  private final Set<Column> found = new HashSet<>();

  Heads(List<Column> columns) {
    this.columns = columns;
  }

  /**
   * A piece of a line.
   *
   * @param column that it is the head of, or null
   */
  record Part(String text, @Nullable Column column) {}

  /** How many lines of a file are its head: those before its rows. */
  static int lines(String file, List<Column> columns) {
    if (WITHOUT_HEAD.contains(file) || columns.isEmpty()) {
      return 0;
    }
    return file.equals("dev") ? 2 : 1;
  }

  /** A line in pieces: those that head a column that was not found before, and what is between. */
  List<Part> mark(String line) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (Column column : columns) {
      if (!found.contains(column) && isOfLine(column, line)) {
        String label = inHead(column.label());
        int at = find(line, label, from);
        if (at < 0) {
          label = label.replace(SHORT, LONG);
          at = find(line, label, from);
        }
        if (at >= 0) {
          parts.add(new Part(line.substring(from, at), null));
          parts.add(new Part(label, column));
          found.add(column);
          from = at + label.length();
        }
      }
    }
    parts.add(new Part(line.substring(from), null));
    return parts;
  }

  /** Columns that no line has named so far. */
  List<Column> unnamed() {
    return columns.stream().filter(column -> !found.contains(column)).toList();
  }

  /** Those of a group stand in its line only: {@code Tcp: InSegs}. */
  private static boolean isOfLine(Column column, String line) {
    int dot = column.name().indexOf('.');
    return dot < 0 || line.startsWith(column.name().substring(0, dot) + ":");
  }

  /** {@code dev} has receiving and sending side by side, with the same words. */
  private static String inHead(String label) {
    boolean ofSide = label.startsWith("rx_") || label.startsWith("tx_");
    return ofSide && !label.endsWith("_queue") ? label.substring(3) : label;
  }

  private static int find(String line, String word, int from) {
    int at = line.indexOf(word, from);
    while (at >= 0 && !isWhole(line, at, at + word.length())) {
      at = line.indexOf(word, at + 1);
    }
    return at;
  }

  private static boolean isWhole(String line, int start, int end) {
    return (start == 0 || isBetween(line.charAt(start - 1)))
        && (end == line.length() || isBetween(line.charAt(end)));
  }

  private static boolean isBetween(char character) {
    return character == ' ' || character == '\t' || character == '|';
  }
}
