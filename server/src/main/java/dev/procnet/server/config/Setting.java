package dev.procnet.server.config;

import dev.procnet.server.stack.ProcnetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A setting: a flag {@code --name} and a key {@code name} of the configuration file.
 *
 * @param <T> what one value of it is
 */
public final class Setting<T> {

  /** How often it may be given. */
  public enum Kind {
    ONE,
    SEVERAL,
    /** On or off; the flag alone is on. */
    SWITCH
  }

  private final String name;
  private final Kind kind;
  private final String label;
  private final String expected;
  private final List<String> defaults;
  private final String meaning;
  private final Function<String, T> parser;
  private final Predicate<T> valid;

  private Setting(
      String name,
      Kind kind,
      String label,
      String expected,
      List<String> defaults,
      String meaning,
      Function<String, T> parser,
      Predicate<T> valid) {
    this.name = name;
    this.kind = kind;
    this.label = label;
    this.expected = expected;
    this.defaults = List.copyOf(defaults);
    this.meaning = meaning;
    this.parser = parser;
    this.valid = valid;
  }

  static Setting<Integer> number(String name, String preset, int min, int max, String meaning) {
    return new Setting<>(
        name,
        Kind.ONE,
        "N",
        "a whole number, " + min + " to " + max,
        List.of(preset),
        meaning,
        Integer::parseInt,
        value -> value >= min && value <= max);
  }

  static Setting<Long> size(String name, String preset, String min, String max, String meaning) {
    long least = Quantities.bytes(min);
    long most = Quantities.bytes(max);
    return new Setting<>(
        name,
        Kind.ONE,
        "SIZE",
        "a size, " + min + " to " + max,
        List.of(preset),
        meaning,
        Quantities::bytes,
        value -> value >= least && value <= most);
  }

  static Setting<Duration> time(
      String name, String preset, String min, String max, String meaning) {
    Duration least = Quantities.time(min);
    Duration most = Quantities.time(max);
    return new Setting<>(
        name,
        Kind.ONE,
        "TIME",
        "a time, " + min + " to " + max,
        List.of(preset),
        meaning,
        Quantities::time,
        value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
  }

  static <E> Setting<E> choice(
      String name, E preset, E[] choices, Function<E, String> label, String meaning) {
    String labels = Arrays.stream(choices).map(label).collect(Collectors.joining("|"));
    return new Setting<>(
        name,
        Kind.ONE,
        labels,
        labels.replace("|", ", "),
        List.of(label.apply(preset)),
        meaning,
        text ->
            Arrays.stream(choices)
                .filter(choice -> label.apply(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)),
        value -> true);
  }

  static Setting<Boolean> onOff(String name, String meaning) {
    return new Setting<>(
        name,
        Kind.SWITCH,
        "true|false",
        "true or false",
        List.of("false"),
        meaning,
        Setting::parseBoolean,
        value -> true);
  }

  /** A whole number without a default, so that it need not be there. */
  static Setting<Integer> optionalNumber(String name, int min, int max, String meaning) {
    return new Setting<>(
        name,
        Kind.ONE,
        "N",
        "a whole number, " + min + " to " + max,
        List.of(),
        meaning,
        Integer::parseInt,
        value -> value >= min && value <= max);
  }

  /** A path; without a default, so that it need not be there. */
  static Setting<Path> path(String name, String label, String meaning) {
    return new Setting<>(
        name,
        Kind.ONE,
        label,
        "a path",
        List.of(),
        meaning,
        Path::of,
        value -> !value.toString().isEmpty());
  }

  /** Words, any number of them. */
  static Setting<String> text(String name, String label, String expected, String meaning) {
    return new Setting<>(
        name,
        Kind.SEVERAL,
        label,
        expected,
        List.of(),
        meaning,
        text -> text,
        value -> !value.isBlank());
  }

  static <A> Setting<A> address(
      String name,
      Kind kind,
      String preset,
      String shape,
      Function<String, A> parser,
      String meaning) {
    return new Setting<>(
        name, kind, "ADDR", shape, List.of(preset), meaning, parser, value -> true);
  }

  /** The flag without its dashes, and the key. */
  public String name() {
    return name;
  }

  /** How often it may be given. */
  public Kind kind() {
    return kind;
  }

  /** A word for its value: {@code ADDR}. */
  public String label() {
    return label;
  }

  /** What a value must be, with its range. */
  public String expected() {
    return expected;
  }

  /** What it is where nobody sets it, as one would write it; empty: nothing. */
  public List<String> defaults() {
    return defaults;
  }

  /** What it does, in a line. */
  public String meaning() {
    return meaning;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with a message that says what it is and what was expected
   */
  public T parse(String text) {
    T value;
    try {
      value = parser.apply(text);
    } catch (IllegalArgumentException | ArithmeticException | ProcnetException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    if (!valid.test(value)) {
      throw new IllegalArgumentException(wrong(text));
    }
    return value;
  }

  /**
   * A value that did not come as text, for the constructors of records.
   *
   * @throws ProcnetException FIELD_INVALID
   */
  void check(T value) {
    if (!valid.test(value)) {
      throw ProcnetException.field(name, wrong(String.valueOf(value)));
    }
  }

  private String wrong(String text) {
    return "is '" + text + "', expected " + expected;
  }

  private static boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
