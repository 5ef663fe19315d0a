package dev.procnet.server.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Curves on logarithmic scales, as SVG that reads on a light and on a dark page. */
final class CurveChart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 200;
  private static final int TOP = 30;
  private static final int BOTTOM = 50;
  private static final int LINE_HEIGHT = 15;
  private static final List<String> COLOURS =
      List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b");

  private final String vertical;
  private final String horizontal;

  CurveChart(String vertical, String horizontal) {
    this.vertical = vertical;
    this.horizontal = horizontal;
  }

  private record Scale(double from, double to, double pixelFrom, double pixelTo) {

    static Scale of(double least, double most, double pixelFrom, double pixelTo) {
      return new Scale(
          Math.floor(Math.log10(least)),
          Math.max(Math.ceil(Math.log10(most)), Math.floor(Math.log10(least)) + 1),
          pixelFrom,
          pixelTo);
    }

    double pixel(double value) {
      return pixelFrom + (Math.log10(value) - from) / (to - from) * (pixelTo - pixelFrom);
    }
  }

  /** A label beside the end of a curve. */
  private record Label(String text, String colour, double y) {}

  /**
   * @param series points of each curve, by its name
   */
  String draw(Map<String, List<double[]>> series) {
    List<double[]> all = series.values().stream().flatMap(List::stream).toList();
    Scale x = scale(all, 0, LEFT, WIDTH - RIGHT);
    Scale y = scale(all, 1, HEIGHT - BOTTOM, TOP);
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\" fill=\"#777\">",
        WIDTH,
        HEIGHT);
    line(svg, "<title>%s over %s</title>", vertical, horizontal);
    grid(svg, x, y);
    List<Label> labels = new ArrayList<>();
    series.forEach(
        (name, points) -> {
          String colour = COLOURS.get(labels.size() % COLOURS.size());
          labels.add(new Label(name, colour, curve(svg, points, colour, x, y)));
        });
    labels(svg, labels);
    svg.append("</svg>\n");
    return svg.toString();
  }

  private static Scale scale(List<double[]> points, int axis, double from, double to) {
    double least = points.stream().mapToDouble(point -> point[axis]).min().orElse(1);
    double most = points.stream().mapToDouble(point -> point[axis]).max().orElse(10);
    return Scale.of(least, most, from, to);
  }

  private void grid(StringBuilder svg, Scale x, Scale y) {
    for (double power = x.from(); power <= x.to(); power++) {
      double at = x.pixel(Math.pow(10, power));
      rule(svg, at, TOP, at, HEIGHT - BOTTOM);
      text(svg, at, HEIGHT - BOTTOM + 18, "middle", number(power));
    }
    for (double power = y.from(); power <= y.to(); power++) {
      double at = y.pixel(Math.pow(10, power));
      rule(svg, LEFT, at, WIDTH - RIGHT, at);
      text(svg, LEFT - 8, at + 4, "end", number(power));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", horizontal);
    text(svg, LEFT, TOP - 12, "start", vertical);
  }

  private static double curve(
      StringBuilder svg, List<double[]> points, String colour, Scale x, Scale y) {
    List<double[]> sorted =
        points.stream().sorted(Comparator.comparingDouble(point -> point[0])).toList();
    StringBuilder path = new StringBuilder();
    for (double[] point : sorted) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              path.isEmpty() ? "M" : "L",
              x.pixel(point[0]),
              y.pixel(point[1])));
    }
    line(svg, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
    return y.pixel(sorted.getLast()[1]);
  }

  /** Moved apart where curves end near to each other. */
  private static void labels(StringBuilder svg, List<Label> labels) {
    double free = 0;
    for (Label label : labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList()) {
      double at = Math.max(label.y() + 4, free);
      line(
          svg,
          "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>",
          WIDTH - RIGHT + 8,
          at,
          label.colour(),
          label.text());
      free = at + LINE_HEIGHT;
    }
  }

  private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
    line(
        svg,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#777\""
            + " stroke-opacity=\"0.3\"/>",
        x1,
        y1,
        x2,
        y2);
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String content) {
    line(svg, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, content);
  }

  private static String number(double power) {
    return String.format(Locale.ROOT, "%,d", Math.round(Math.pow(10, power)));
  }

  // Formats are constants of this class.
  @SuppressWarnings({"FormatStringAnnotation", "AnnotateFormatMethod"})
  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
