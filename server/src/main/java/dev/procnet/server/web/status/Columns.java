package dev.procnet.server.web.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.io.Resources;
import dev.procnet.v1.NetFile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the columns of net files mean: the API's own resource, which clients show as well. */
@Singleton
final class Columns {

  private final ImmutableListMultimap<String, Column> byFile;
  private final Map<String, String> like = new HashMap<>();

  @Inject
  Columns() {
    ImmutableListMultimap.Builder<String, Column> columns = ImmutableListMultimap.builder();
    for (String[] cells : rows("columns.tsv")) {
      int dot = cells[0].indexOf('.');
      columns.put(
          cells[0].substring(0, dot),
          new Column(cells[0].substring(dot + 1), cells[1], cells[2], cells[3]));
    }
    byFile = columns.build();
    rows("like.tsv").forEach(cells -> like.put(cells[0], cells[1]));
  }

  /** Those of a file in its order; none where nothing is known of it. */
  List<Column> of(String file) {
    return byFile.get(like.getOrDefault(file, file));
  }

  private static List<String[]> rows(String resource) {
    try {
      return Resources.readLines(Resources.getResource(NetFile.class, resource), UTF_8).stream()
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the API's own resource " + resource + " can't be read", e);
    }
  }
}
