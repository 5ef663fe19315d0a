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
  /** Each row of the answer in proto3 JSON, one a line. */
  JSONL,
  /** The same tree as JSON's in YAML. */
  YAML,
  /** Names or ids alone, one a line. */
  NAME,
  /** All columns divided by tabs, no heads, nothing for what is empty. */
  RAW,
  /** All columns with their heads, as RFC 4180 has them. */
  CSV;

  /** Problems are told as JSON too. */
  boolean isJson() {
    return this == JSON || this == JSONL;
  }

  /** Columns, whatever stands between them. */
  boolean isTable() {
    return this == TABLE || this == WIDE || this == RAW || this == CSV;
  }

  /** As users write them, and as completion offers them. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(format -> format.name().toLowerCase(Locale.ROOT)).iterator();
    }
  }
}
