package dev.procnet.server.web.status;

import java.util.List;

/**
 * A page of a list.
 *
 * @param rows those on it
 * @param number of the page, from 1
 * @param pages how many there are, at least one
 * @param total rows of all pages
 * @param first number of its first row, from 1; 0 where there is none
 */
record Numbered<T>(List<T> rows, int number, int pages, int total, int first) {

  /** Name of the parameter that asks for a page. */
  static final String PARAMETER = "page";

  /**
   * @param number one beyond the last stands for the last
   */
  static <T> Numbered<T> of(List<T> all, int number, int size) {
    int pages = Math.max(1, (all.size() + size - 1) / size);
    int shown = Math.clamp(number, 1, pages);
    int from = (shown - 1) * size;
    List<T> rows = List.copyOf(all.subList(from, Math.min(all.size(), from + size)));
    return new Numbered<>(rows, shown, pages, all.size(), rows.isEmpty() ? 0 : from + 1);
  }

  /** Number of its last row. */
  int last() {
    return rows.isEmpty() ? 0 : first + rows.size() - 1;
  }
}
