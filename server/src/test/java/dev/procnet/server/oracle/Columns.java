package dev.procnet.server.oracle;

import com.google.common.base.Splitter;
import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Corpus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of a file a change determines.
 *
 * @param file path below /proc/net
 * @param view the values that are compared, a list for each row
 */
record Columns(String file, View view) {

  /** Picks what is compared out of a file's text, pointers masked. */
  interface View {
    List<List<String>> rows(String text);
  }

  private static final Splitter BLANKS = Splitter.onPattern("\\s+").omitEmptyStrings();
  private static final Splitter LINES = Splitter.on('\n').omitEmptyStrings();
  private static final Pattern UNIX_ROW = Pattern.compile("(?m)^(?=0{16}: )");

  /** The values of a file as a system printed it. */
  List<List<String>> of(ByteString content) {
    return view.rows(Corpus.mask(file, content).toString(StandardCharsets.ISO_8859_1));
  }

  /** All rows in their order, without some columns counted from 0. */
  static Columns inOrder(String file, int headers, Integer... without) {
    return new Columns(file, text -> columns(text, headers, Set.of(without)));
  }

  /** All rows whatever their order, which a secret hash decides. */
  static Columns inAnyOrder(String file, int headers, Integer... without) {
    return new Columns(file, text -> sorted(columns(text, headers, Set.of(without))));
  }

  /** The first column of all rows in their order. */
  static Columns firstColumn(String file, int headers) {
    return new Columns(
        file,
        text -> columns(text, headers, Set.of()).stream().map(row -> row.subList(0, 1)).toList());
  }

  /** TCP sockets that have no timer running, but their places. */
  static Columns idleTcp(String file) {
    return inAnyOrder(file, 1, 0);
  }

  /** TCP sockets in motion: addresses, state, queues, uid and inode. */
  static Columns tcp(String file) {
    return inAnyOrder(file, 1, 0, 5, 6, 8, 10, 11, 12, 13, 14, 15, 16);
  }

  /** UDP sockets, but their places. */
  static Columns udp(String file) {
    return inAnyOrder(file, 1, 0);
  }

  /** Unix sockets, whole: names hold blanks and line ends. */
  static Columns unix() {
    return new Columns(
        "unix",
        text -> {
          List<List<String>> rows = new ArrayList<>();
          UNIX_ROW.splitAsStream(text).skip(1).forEach(row -> rows.add(List.of(row)));
          return sorted(rows);
        });
  }

  /** Some counters of {@code snmp} or {@code netstat}, {@code Tcp.ActiveOpens}. */
  static Columns counters(String file, String... names) {
    return new Columns(
        file,
        text -> {
          Map<String, String> counters = counters(text);
          return List.of(names).stream()
              .map(name -> List.of(name, counters.getOrDefault(name, "absent")))
              .toList();
        });
  }

  /** Some values of {@code sockstat}, {@code TCP.inuse}. */
  static Columns sockstat(String file, String... names) {
    return new Columns(
        file,
        text -> {
          Map<String, String> values = new HashMap<>();
          for (String line : LINES.split(text)) {
            List<String> words = BLANKS.splitToList(line);
            String group = words.getFirst().replace(":", ".");
            for (int i = 1; i + 1 < words.size(); i += 2) {
              values.put(group + words.get(i), words.get(i + 1));
            }
          }
          return List.of(names).stream()
              .map(name -> List.of(name, values.getOrDefault(name, "absent")))
              .toList();
        });
  }

  private static Map<String, String> counters(String text) {
    Map<String, String> counters = new TreeMap<>();
    List<String> lines = LINES.splitToList(text);
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      List<String> names = BLANKS.splitToList(lines.get(i));
      List<String> values = BLANKS.splitToList(lines.get(i + 1));
      String group = names.getFirst().replace(":", ".");
      for (int column = 1; column < names.size(); column++) {
        counters.put(group + names.get(column), Objects.requireNonNull(values.get(column)));
      }
    }
    return counters;
  }

  private static List<List<String>> columns(String text, int headers, Set<Integer> without) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : LINES.splitToList(text).stream().skip(headers).toList()) {
      List<String> words = BLANKS.splitToList(line);
      List<String> row = new ArrayList<>();
      for (int column = 0; column < words.size(); column++) {
        if (!without.contains(column)) {
          row.add(words.get(column));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<List<String>> sorted(List<List<String>> rows) {
    return rows.stream()
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .toList();
  }
}
