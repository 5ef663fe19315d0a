package dev.procnet.client.cli;

import com.google.gson.GsonBuilder;
import dev.procnet.client.cli.Columns.Explained;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code procnet explain}. */
@Command(
    name = "explain",
    description = {
      "Tells what a column of a net file means, its unit, and where the kernel prints it.",
    })
final class ExplainCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "COLUMN",
      arity = "1",
      completionCandidates = Columns.Words.class,
      description = "FILE.COLUMN, or FILE for all of its columns.")
  private String name = "";

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, Explained> all = Columns.all();
    List<Explained> named = Columns.named(all, name);
    if (named.isEmpty()) {
      throw new NotThereException("column", name, all.keySet());
    }
    print(named);
    return ExitCode.OK;
  }

  private void print(List<Explained> columns) throws IOException {
    OutputFormat format = session.format();
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(columns);
    switch (format) {
      case JSON -> session.console().print(json + "\n");
      case YAML -> session.console().print(Yaml.ofJson(json));
      case JSONL -> lines(columns);
      case NAME -> names(columns);
      case RAW, CSV, WIDE -> table(columns);
      case TABLE -> text(columns);
    }
  }

  private void text(List<Explained> columns) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Explained column : columns) {
      text.append(column.name()).append(" (").append(column.unit()).append(")\n  ");
      text.append(column.meaning()).append("\n  ").append(column.source()).append("\n");
    }
    session.console().print(text.toString());
  }

  private void lines(List<Explained> columns) throws IOException {
    for (Explained column : columns) {
      session.console().print(new GsonBuilder().create().toJson(column) + "\n");
    }
  }

  private void names(List<Explained> columns) throws IOException {
    for (Explained column : columns) {
      session.console().print(Printer.name(column.name()));
    }
  }

  private void table(List<Explained> columns) throws IOException {
    RowPrinter rows =
        RowPrinter.of(
            session.console(),
            session.format(),
            List.of(
                Table.Column.left("COLUMN"),
                Table.Column.left("UNIT"),
                Table.Column.left("SOURCE"),
                Table.Column.left("MEANING")));
    for (Explained column : columns) {
      rows.add(List.of(column.name(), column.unit(), column.source(), column.meaning()));
    }
    rows.finish();
  }
}
