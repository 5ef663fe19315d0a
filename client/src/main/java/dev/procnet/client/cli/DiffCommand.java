package dev.procnet.client.cli;

import com.google.gson.GsonBuilder;
import com.google.protobuf.ByteString;
import dev.procnet.client.ExportSink;
import dev.procnet.client.ProcTree.NetFilePath;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ProcnetClientException;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code procnet diff}. */
@Command(
    name = "diff",
    description = {
      "Tells which net files differ, and in which lines, between two revisions of the stack, a"
          + " revision and the newest, or a tree in a directory and the stack.",
      "Exits with 0: no difference, 1: some, 2 or more: trouble. Pointers in a tree count as"
          + " hidden."
    })
final class DiffCommand implements Callable<Integer> {

  private static final String REVISION = "\\d{1,20}";

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "REV|DIR", arity = "1..2", description = "Revisions, or a directory.")
  private List<String> sides = List.of();

  DiffCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try {
      return diff();
    } catch (ProcnetClientException | IOException e) {
      int code = new ErrorReport(session, false).failure(e);
      return code == ExitCode.FAILURE ? ExitCode.USAGE : code;
    }
  }

  private int diff() throws IOException {
    boolean directory = !sides.get(0).matches(REVISION);
    if (sides.size() == 2 && (directory || !sides.get(1).matches(REVISION))) {
      throw RootCommand.usage(
          Args.required(spec), "'" + sides.get(directory ? 0 : 1) + "': a revision expected");
    }
    try (ProcnetClient client = session.connect()) {
      Map<String, ByteString> before =
          directory ? tree(Path.of(sides.get(0))) : revision(client, sides.get(0));
      Map<String, ByteString> after = revision(client, sides.size() == 2 ? sides.get(1) : "");
      List<FileDifference> differences = differences(before, after);
      print(differences);
      return differences.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }
  }

  private static List<FileDifference> differences(
      Map<String, ByteString> before, Map<String, ByteString> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<FileDifference> differences = new ArrayList<>();
    for (String name : names) {
      FileDifference.of(name, before.get(name), after.get(name)).ifPresent(differences::add);
    }
    return differences;
  }

  private void print(List<FileDifference> differences) throws IOException {
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(differences);
    switch (session.format()) {
      case JSON -> session.console().print(json + "\n");
      case YAML -> session.console().print(Yaml.ofJson(json));
      case JSONL -> each(differences, d -> new GsonBuilder().create().toJson(d) + "\n");
      case NAME -> each(differences, d -> Printer.name(d.name()));
      case TABLE, WIDE, RAW, CSV -> each(differences, FileDifference::text);
    }
  }

  private void each(
      List<FileDifference> differences, java.util.function.Function<FileDifference, String> form)
      throws IOException {
    for (FileDifference difference : differences) {
      session.console().print(form.apply(difference));
    }
  }

  /** All files of a revision; empty: the newest. */
  private static Map<String, ByteString> revision(ProcnetClient client, String revision)
      throws IOException {
    ReadOptions.Builder read = ReadOptions.newBuilder();
    if (!revision.isEmpty()) {
      read.setExactRevision(Long.parseUnsignedLong(revision));
    }
    Map<String, ByteString> files = new TreeMap<>();
    ExportSink sink = chunk -> files.merge(chunk.getName(), chunk.getContent(), ByteString::concat);
    client.transfer().exportStack(ExportStackRequest.newBuilder().setRead(read).build(), sink);
    return files;
  }

  private Map<String, ByteString> tree(Path directory) throws IOException {
    Map<String, ByteString> files = new TreeMap<>();
    for (NetFilePath file : Args.tree(directory, session.console()::say).files()) {
      ByteString content = ByteString.copyFrom(Files.readAllBytes(file.path()));
      files.put(file.name(), FileDifference.withoutPointers(file.name(), content));
    }
    return files;
  }
}
