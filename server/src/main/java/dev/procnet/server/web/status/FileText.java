package dev.procnet.server.web.status;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a net file as its page shows them.
 *
 * @param head lines with the heads of columns marked in them
 * @param body the other lines
 * @param unnamed columns that have no name in the file
 * @param first number of the first line of the body, from 1; 0: there is none
 * @param count lines of the file without its head
 * @param bytes of the whole file
 * @param cut a line is longer than what is shown of it
 * @param from where the body begins, from 0
 * @param limit most lines of a body
 */
record FileText(
    List<List<Heads.Part>> head,
    List<List<Heads.Part>> body,
    List<Column> unnamed,
    long first,
    long count,
    long bytes,
    boolean cut,
    int from,
    int limit) {

  static FileText of(TextWindow window, List<Column> columns, int from, int limit) {
    Heads heads = new Heads(columns);
    List<List<Heads.Part>> head = new ArrayList<>();
    window.head().forEach(line -> head.add(heads.mark(line)));
    List<List<Heads.Part>> body = new ArrayList<>();
    // Each group has a head of its own, in front of its values, and counters that differ by kernel.
    boolean groups = columns.stream().anyMatch(column -> column.name().contains("."));
    window
        .lines()
        .forEach(line -> body.add(groups ? heads.mark(line) : List.of(new Heads.Part(line, null))));
    return new FileText(
        head,
        body,
        groups ? List.of() : heads.unnamed(),
        body.isEmpty() ? 0 : from + 1L,
        window.count(),
        window.bytes(),
        window.cut(),
        from,
        limit);
  }

  /** Number of the last line of the body. */
  long last() {
    return body.isEmpty() ? 0 : first + body.size() - 1;
  }

  boolean more() {
    return last() < count && !body.isEmpty();
  }
}
