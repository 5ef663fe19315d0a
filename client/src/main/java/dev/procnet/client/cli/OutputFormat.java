package dev.procnet.client.cli;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/** How answers are printed. */
enum OutputFormat {
  /** Columns. */
  TABLE,
  /** More columns. */
  WIDE,
  /** The answer in proto3 JSON. */
  JSON,
  /** The same tree in YAML. */
  YAML,
  /** Names or ids alone, one a line. */
  NAME;

  /** As users write them, and as completion offers them. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(format -> format.name().toLowerCase(Locale.ROOT)).iterator();
    }
  }
}
