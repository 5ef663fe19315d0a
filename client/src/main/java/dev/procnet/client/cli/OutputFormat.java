package dev.procnet.client.cli;

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
  NAME
}
