package dev.procnet.client.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.procnet.client.cli.top.CounterValues;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.GetCountersResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** By how much counters grew between two reads. */
final class CounterRates {

  /**
   * A counter.
   *
   * @param grown unsigned, as counters wrap at 2^64
   */
  private record Row(String group, String counter, long grown, double rate) {}

  private CounterRates() {}

  /** Prints a row a counter. */
  static void print(
      Session session,
      GetCountersResponse before,
      GetCountersResponse after,
      Duration time,
      boolean nonzero)
      throws IOException {
    List<Row> rows = rows(before, after, time);
    if (nonzero) {
      rows.removeIf(row -> row.grown == 0);
    }
    switch (session.format()) {
      case JSON, YAML -> {
        JsonArray all = new JsonArray();
        rows.forEach(row -> all.add(json(row)));
        boolean yaml = session.format() == OutputFormat.YAML;
        session.console().print(yaml ? Yaml.ofJson(all.toString()) : all + "\n");
      }
      case JSONL -> {
        for (Row row : rows) {
          session.console().print(json(row) + "\n");
        }
      }
      case NAME -> {
        for (Row row : rows) {
          session.console().print(Printer.name(row.group + "." + row.counter));
        }
      }
      case TABLE, WIDE, RAW, CSV -> table(session, rows);
    }
  }

  private static void table(Session session, List<Row> rows) throws IOException {
    RowPrinter printer =
        RowPrinter.of(
            session.console(),
            session.format(),
            List.of(
                Table.Column.left("GROUP"),
                Table.Column.left("COUNTER"),
                Table.Column.right("GROWN"),
                Table.Column.right("RATE")));
    for (Row row : rows) {
      String rate = String.format(Locale.ROOT, "%.1f", row.rate);
      printer.add(List.of(row.group, row.counter, Unsigned.text(row.grown), rate));
    }
    printer.finish();
  }

  private static List<Row> rows(
      GetCountersResponse before, GetCountersResponse after, Duration time) {
    CounterValues old = new CounterValues(before);
    List<Row> rows = new ArrayList<>();
    for (CounterGroup group : after.getGroupsList()) {
      for (Counter counter : group.getCountersList()) {
        long grown = counter.getValue() - old.get(group, counter, 0);
        double seconds = time.toNanos() / 1e9;
        rows.add(
            new Row(group.getName(), counter.getName(), grown, seconds > 0 ? grown / seconds : 0));
      }
    }
    return rows;
  }

  private static JsonObject json(Row row) {
    JsonObject json = new JsonObject();
    json.addProperty("group", row.group);
    json.addProperty("counter", row.counter);
    json.addProperty("grown", Unsigned.text(row.grown));
    json.addProperty("rate", row.rate);
    return json;
  }
}
