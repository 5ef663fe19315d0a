package dev.procnet.client.cli.top;

import dev.procnet.v1.SocketSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * Makes the lines of a picture.
 *
 * @param columns of the terminal; longer lines are cut
 * @param rows of it; 0: any number
 * @param escape makes text fit for a terminal: names come from others
 */
public record Screen(int columns, int rows, UnaryOperator<String> escape) {

  private static final AttributedStyle HEAD = AttributedStyle.DEFAULT.inverse();
  private static final AttributedStyle MOVING = AttributedStyle.BOLD;

  /** Rows of interfaces that leave room for counters. */
  private static final int MOST_INTERFACES = 8;

  private static final List<String> HELP =
      List.of(
          "q, ^C   quit",
          "p       pause, and go on",
          "s       sort by rate, value, name",
          "/       filter names; Enter ends, Esc clears",
          "n       the next stack of the server",
          "?       this help, and back");

  private static final int NAME = 10;

  /**
   * A picture.
   *
   * @param note what to say beside it; empty: nothing
   */
  public List<AttributedString> draw(Frame frame, Controls controls, String note) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(line(title(frame, controls), AttributedStyle.BOLD));
    lines.add(line(note, MOVING));
    if (controls.help()) {
      HELP.forEach(help -> lines.add(line(help, AttributedStyle.DEFAULT)));
      return fit(lines);
    }
    lines.add(line(counts("TCP", frame.sockets().getTcpByStateMap()), AttributedStyle.DEFAULT));
    lines.add(line(kinds(frame.sockets()), AttributedStyle.DEFAULT));
    lines.add(line("", AttributedStyle.DEFAULT));
    interfaces(lines, frame, controls);
    lines.add(line("", AttributedStyle.DEFAULT));
    movers(lines, frame, controls);
    return fit(lines);
  }

  private static String title(Frame frame, Controls controls) {
    String filter = controls.filter();
    return "stack "
        + frame.header().getStack()
        + "  revision "
        + Long.toUnsignedString(frame.header().getRevision())
        + (controls.paused() ? "  PAUSED" : "")
        + "  by "
        + controls.order().word()
        + (controls.typing() || !filter.isEmpty() ? "  /" + filter : "")
        + (controls.typing() ? "_" : "");
  }

  private static String kinds(SocketSummary sockets) {
    return counts("ALL", new TreeMap<>(sockets.getByKindMap()));
  }

  /** Zeros are left out: a narrow line has no room for them. */
  private static String counts(String title, Map<String, Long> counts) {
    String all =
        new TreeMap<>(counts)
            .entrySet().stream()
                .filter(count -> count.getValue() != 0)
                .map(count -> count.getKey() + " " + Long.toUnsignedString(count.getValue()))
                .collect(Collectors.joining("  "));
    return title + "  " + (all.isEmpty() ? "none" : all);
  }

  private void interfaces(List<AttributedString> lines, Frame frame, Controls controls) {
    lines.add(head(row("INTERFACE", "RX-B/S", "RX-P/S", "TX-B/S", "TX-P/S", "BYTES")));
    frame.flows().stream()
        .filter(flow -> shown(flow.name(), controls))
        .sorted(controls.order().flows())
        .limit(MOST_INTERFACES)
        .forEach(
            flow ->
                lines.add(
                    line(
                        row(
                            flow.name(),
                            Amount.text(flow.rxBytes()),
                            Amount.text(flow.rxPackets()),
                            Amount.text(flow.txBytes()),
                            Amount.text(flow.txPackets()),
                            Amount.text(flow.bytes())),
                        style(flow.rxPackets() + flow.txPackets()))));
  }

  private void movers(List<AttributedString> lines, Frame frame, Controls controls) {
    int width = Math.max(12, Math.min(36, columns - 2 * NAME - 2));
    String form = "%-" + width + "." + width + "s %" + NAME + "s %" + NAME + "s";
    lines.add(head(String.format(Locale.ROOT, form, "COUNTER", "RATE", "VALUE")));
    frame.movers().stream()
        .filter(mover -> shown(mover.name(), controls))
        .sorted(controls.order().movers())
        .forEach(
            mover ->
                lines.add(
                    line(
                        String.format(
                            Locale.ROOT,
                            form,
                            mover.name(),
                            Amount.text(mover.rate()),
                            Amount.text(mover.value())),
                        style(mover.rate()))));
  }

  private static String row(String name, String... cells) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-10.10s", name));
    for (String cell : cells) {
      row.append(String.format(Locale.ROOT, "%8s", cell));
    }
    return row.toString();
  }

  private static AttributedStyle style(double rate) {
    return rate > 0 ? MOVING : AttributedStyle.DEFAULT;
  }

  private static boolean shown(String name, Controls controls) {
    return name.toLowerCase(Locale.ROOT).contains(controls.filter().toLowerCase(Locale.ROOT));
  }

  private AttributedString head(String text) {
    return line(text, HEAD);
  }

  private AttributedString line(String text, AttributedStyle style) {
    return new AttributedString(escape.apply(text), style).columnSubSequence(0, columns);
  }

  /** As many lines as there is room for, the keys in the last one. */
  private List<AttributedString> fit(List<AttributedString> lines) {
    if (rows == 0) {
      return lines;
    }
    List<AttributedString> fit =
        new ArrayList<>(lines.subList(0, Math.min(lines.size(), rows - 1)));
    while (fit.size() < rows - 1) {
      fit.add(AttributedString.EMPTY);
    }
    fit.add(line(Controls.HELP, HEAD));
    return fit;
  }
}
