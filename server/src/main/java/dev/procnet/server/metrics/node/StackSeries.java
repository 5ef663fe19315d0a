package dev.procnet.server.metrics.node;

import io.prometheus.metrics.model.snapshots.Labels;

/** The series of one stack: each has it as a label. Values are 64-bit numbers without sign. */
public final class StackSeries {

  private static final double TWO_TO_63 = 0x1p63;

  private final Series series;
  private final String stack;
  private final Labels plain;

  StackSeries(Series series, String stack) {
    this.series = series;
    this.stack = stack;
    this.plain = Labels.of("stack", stack);
  }

  /** Name of the stack. */
  String stack() {
    return stack;
  }

  /** Labels of a series. */
  Labels labels(String name, String value) {
    return Labels.of(name, value, "stack", stack);
  }

  /** Labels of a series. */
  Labels labels(Labels more) {
    return plain.merge(more);
  }

  void gauge(String name, String help, long value) {
    series.gauge(name, help, plain, unsigned(value));
  }

  void gauge(String name, String help, Labels labels, long value) {
    series.gauge(name, help, labels, unsigned(value));
  }

  void counter(String name, String help, long value) {
    series.counter(name, help, plain, unsigned(value));
  }

  void counter(String name, String help, Labels labels, long value) {
    series.counter(name, help, labels, unsigned(value));
  }

  void untyped(String name, String help, double value) {
    series.untyped(name, help, plain, value);
  }

  void info(String name, String help, Labels labels) {
    series.info(name, help, labels);
  }

  /** The nearest double, as a reader of the printed number has it. */
  static double unsigned(long value) {
    return value >= 0 ? value : (value & Long.MAX_VALUE) + TWO_TO_63;
  }
}
