package dev.procnet.client.cli.ss;

/**
 * How wide each column is. Without a terminal, as its longest field with the gap before it. On one,
 * as many columns as fit make a line, and what is left of the line is divided among them, the rest
 * of the division from the right.
 */
final class SsWidths {

  private final int[] widths;

  SsWidths(int[] longest, boolean[] disabled, String[] gaps, int screen) {
    widths = new int[longest.length];
    boolean first = true;
    for (int i = 0; i < widths.length; i++) {
      if (!disabled[i] && longest[i] > 0) {
        int width = longest[i] + (first ? 0 : gaps[i].length());
        widths[i] = screen == 0 ? width : Math.min(width, screen);
        first = false;
      }
    }
    if (screen > 0) {
      spread(screen);
    }
  }

  /** 0: the column is empty or disabled. */
  int[] widths() {
    return widths.clone();
  }

  private void spread(int screen) {
    int begin = 0;
    int used = 0;
    int columns = 0;
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > 0 && used + widths[i] > screen) {
        spread(begin, i, screen - used, columns);
        begin = i;
        used = 0;
        columns = 0;
      }
      used += widths[i];
      columns += widths[i] > 0 ? 1 : 0;
    }
    spread(begin, widths.length, screen - used, columns);
  }

  private void spread(int from, int to, int left, int columns) {
    int rest = columns == 0 ? 0 : left % columns;
    for (int i = to - 1; i >= from; i--) {
      if (widths[i] > 0) {
        widths[i] += left / columns + (rest > 0 ? 1 : 0);
        rest -= rest > 0 ? 1 : 0;
      }
    }
  }
}
