package dev.procnet.server.metrics.node;

import dev.procnet.server.stack.Stack;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The series of one stack: each has it as a label. Values are 64-bit numbers without sign. */
public final class StackSeries {

  private static final double TWO_TO_63 = 0x1p63;

  private final Series series;
  private final Stack stack;
  private final Labels plain;
  private final Map<String, Labels> devices = new HashMap<>();

  StackSeries(Series series, Stack stack) {
    this.series = series;
    this.stack = stack;
    this.plain = Labels.of("stack", stack.name());
  }

  /** The stack. */
  Stack stack() {
    return stack;
  }

  /** Labels of a series of an interface, made once for all collectors. */
  Labels device(String name) {
    return devices.computeIfAbsent(name, added -> labels("device", added));
  }

  /**
   * Labels of a series.
   *
   * @param namesAndValues by turns
   */
  Labels labels(String... namesAndValues) {
    String[] all = Arrays.copyOf(namesAndValues, namesAndValues.length + 2);
    all[all.length - 2] = "stack";
    all[all.length - 1] = stack.name();
    return Labels.of(all);
  }

  void gauge(String name, String help, long value) {
    series.gauge(name, help, plain, unsigned(value));
  }

  void gauge(String name, String help, double value) {
    series.gauge(name, help, plain, value);
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
