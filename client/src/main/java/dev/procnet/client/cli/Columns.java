package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the columns of net files mean. */
final class Columns {

  /** Files with the columns of another. */
  private static final Map<String, String> LIKE =
      Map.of(
          "tcp6",
          "tcp",
          "udp6",
          "udp",
          "udplite",
          "udp",
          "udplite6",
          "udp",
          "raw",
          "udp",
          "raw6",
          "udp",
          "icmp",
          "udp",
          "icmp6",
          "udp");

  /**
   * A column.
   *
   * @param name with its file: {@code tcp.retrnsmt}
   * @param unit of its values
   * @param source file and function of the kernel that print it
   * @param meaning a sentence or two
   */
  record Explained(String name, String unit, String source, String meaning) {}

  private Columns() {}

  /** All by name. */
  static Map<String, Explained> all() throws IOException {
    Map<String, Explained> all = new LinkedHashMap<>();
    for (String line :
        Resources.readLines(Resources.getResource(Columns.class, "columns.tsv"), UTF_8)) {
      String[] cells = line.split("\t", -1);
      all.put(cells[0], new Explained(cells[0], cells[1], cells[2], cells[3]));
    }
    return all;
  }

  /** Columns that a word names: one, or those of a file; case aside. */
  static List<Explained> named(Map<String, Explained> all, String word) {
    String file = word.contains(".") ? word.substring(0, word.indexOf('.')) : word;
    String real = LIKE.getOrDefault(file, file) + word.substring(file.length());
    String wanted = real.toLowerCase(Locale.ROOT);
    return all.values().stream()
        .filter(
            column -> {
              String name = column.name().toLowerCase(Locale.ROOT);
              return name.equals(wanted) || name.startsWith(wanted + ".");
            })
        .toList();
  }

  /** For completion. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      try {
        return all().keySet().stream().filter(name -> !name.contains(" ")).iterator();
      } catch (IOException e) {
        throw new IllegalStateException("the client's own resource can't be read", e);
      }
    }
  }
}
