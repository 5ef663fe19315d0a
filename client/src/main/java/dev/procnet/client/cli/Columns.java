package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import dev.procnet.v1.NetFile;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the columns of net files mean. */
final class Columns {

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
    for (String[] cells : rows("columns.tsv")) {
      all.put(cells[0], new Explained(cells[0], cells[1], cells[2], cells[3]));
    }
    return all;
  }

  /** Columns that a word names: one, or those of a file; case aside. */
  static List<Explained> named(Map<String, Explained> all, String word) throws IOException {
    String file = word.contains(".") ? word.substring(0, word.indexOf('.')) : word;
    String real = like(file) + word.substring(file.length());
    String wanted = real.toLowerCase(Locale.ROOT);
    return all.values().stream()
        .filter(
            column -> {
              String name = column.name().toLowerCase(Locale.ROOT);
              return name.equals(wanted) || name.startsWith(wanted + ".");
            })
        .toList();
  }

  /** The file whose columns a file has: mostly itself. */
  private static String like(String file) throws IOException {
    for (String[] cells : rows("like.tsv")) {
      if (cells[0].equals(file)) {
        return cells[1];
      }
    }
    return file;
  }

  /** The API's own resource, which the status page of the server shows as well. */
  private static List<String[]> rows(String resource) throws IOException {
    return Resources.readLines(Resources.getResource(NetFile.class, resource), UTF_8).stream()
        .map(line -> line.split("\t", -1))
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
