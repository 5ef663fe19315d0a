package dev.procnet.server.oracle;

import com.google.common.base.Strings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what was compared, for a table at the end of the run. */
final class Tally {

  /** What came of a file. */
  enum Outcome {
    EQUAL,
    OPAQUE,
    DIFFERENT
  }

  private static final int NAME_WIDTH = 34;

  private final Map<String, Map<String, Outcome>> files = new TreeMap<>();
  private final Map<String, Map<String, Long>> columns = new TreeMap<>();
  private final Map<String, String> skipped = new TreeMap<>();

  void file(String situation, String file, Outcome outcome) {
    files.computeIfAbsent(situation, _ -> new TreeMap<>()).put(file, outcome);
  }

  /** Values that were equal after a change. */
  void columns(String situation, String file, long count) {
    columns.computeIfAbsent(situation, _ -> new TreeMap<>()).merge(file, count, Long::sum);
  }

  void skipped(String situation, String reason) {
    skipped.put(situation, reason);
  }

  /** Writes the tables to a file, and their sums to stdout. */
  void write(Path path) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(row("SITUATION", "EQUAL", "OPAQUE", "DIFFERENT") + "  NOT EQUAL");
    files.forEach((situation, outcomes) -> lines.add(row(situation, outcomes)));
    lines.add("");
    lines.add(Strings.padEnd("FOLLOWED", NAME_WIDTH, ' ') + "VALUES EQUAL, BY FILE");
    columns.forEach(
        (situation, counts) -> lines.add(Strings.padEnd(situation, NAME_WIDTH, ' ') + counts));
    lines.add("");
    skipped.forEach((situation, reason) -> lines.add("skipped: " + situation + ": " + reason));
    lines.add(summary());
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.write(path, lines);
    PrintStream out = System.out;
    lines.forEach(out::println);
  }

  private String summary() {
    Set<String> opaque = new TreeSet<>();
    files.values().forEach(outcomes -> opaque.addAll(of(outcomes, Outcome.OPAQUE)));
    return "kernel as oracle: %d states compared, %d situations followed, %d skipped; opaque: %s"
        .formatted(files.size(), columns.size(), skipped.size(), String.join(" ", opaque));
  }

  private static String row(String situation, Map<String, Outcome> outcomes) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, of(outcomes, outcome).size());
    }
    return row(situation, counts.values().toArray())
        + "  "
        + String.join(" ", of(outcomes, Outcome.DIFFERENT));
  }

  private static String row(String situation, Object... values) {
    StringBuilder row = new StringBuilder(Strings.padEnd(situation, NAME_WIDTH, ' '));
    for (Object value : values) {
      row.append(Strings.padStart(value.toString(), 11, ' '));
    }
    return row.toString();
  }

  private static Set<String> of(Map<String, Outcome> outcomes, Outcome outcome) {
    Set<String> names = new TreeSet<>();
    outcomes.forEach(
        (file, each) -> {
          if (each == outcome) {
            names.add(file);
          }
        });
    return names;
  }
}
