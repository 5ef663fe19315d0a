package dev.procnet.server.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Corpus;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.netfile.TreeImporter.Imported;
import dev.procnet.server.rpc.RpcServer;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Violation;
import dev.procnet.v1.Mutation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** A server that is compared with the kernel. */
final class Oracle implements AutoCloseable {

  /** The kernel may still be at it: acknowledgements, timers. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private static final int LARGEST_BATCH = 1000;

  private final RpcServer server = RpcServer.start();
  private final Tally tally;

  Oracle(Tally tally) {
    this.tally = tally;
  }

  /** A situation, looked at, changed and looked at again. */
  void examine(Situation situation, Lab lab) throws IOException {
    Change change = situation.builder().build(lab);
    load(situation.name(), lab);
    follow(situation.name(), lab, change);
    // What a change led to is a situation too.
    load(situation.name() + ", changed", lab);
  }

  /** Makes the kernel's state the server's, and compares each file. */
  void load(String situation, Lab lab) throws IOException {
    Map<String, ByteString> tree = lab.a().tree();
    List<String> differences = new ArrayList<>();
    Imported imported = importTree(situation, tree, differences);
    for (TreeImporter.File file : imported.files()) {
      ByteString printed =
          server.get(NetFiles.class).open(imported.state(), file.name(), Reader.ROOT).readAll();
      boolean same =
          printed.equals(
              Corpus.mask(file.name(), tree.getOrDefault(file.name(), ByteString.EMPTY)));
      tally.file(situation, file.name(), same ? outcome(file) : Tally.Outcome.DIFFERENT);
      if (!same) {
        differences.add(file.name() + " comes back changed");
      }
    }
    assertThat(differences).as("files of '%s' that are not understood", situation).isEmpty();
    server.stack().replace(imported.state(), 0, RpcServer.START);
  }

  private static Tally.Outcome outcome(TreeImporter.File file) {
    return file.opaque() ? Tally.Outcome.OPAQUE : Tally.Outcome.EQUAL;
  }

  /** Leaves refused files out, so that one of them does not hide the others. */
  private Imported importTree(
      String situation, Map<String, ByteString> tree, List<String> differences) {
    Map<String, ByteString> rest = new TreeMap<>(tree);
    while (true) {
      try {
        return server.get(TreeImporter.class).importTree(rest, null);
      } catch (ProcnetException e) {
        if (e.violations().isEmpty()) {
          throw e;
        }
        for (Violation violation : e.violations()) {
          String file = violation.field().replaceFirst(":.*", "");
          assertThat(rest.remove(file)).as("refused: %s", violation).isNotNull();
          tally.file(situation, file, Tally.Outcome.DIFFERENT);
          differences.add(violation.field() + ": " + violation.description());
        }
      }
    }
  }

  /** Changes the kernel, tells the server, and compares what the change determines. */
  void follow(String situation, Lab lab, Change change) throws IOException {
    Change.Told told = new Change.Told();
    change.make(told);
    apply(told.mutations());
    for (Columns columns : told.columns()) {
      if (server.stack().snapshot().files().opaque().containsKey(columns.file())) {
        tally.file(situation + ", followed", columns.file(), Tally.Outcome.OPAQUE);
        continue;
      }
      List<List<String>> model = columns.of(server.file(columns.file()));
      Awaitility.await()
          .atMost(SETTLING)
          .untilAsserted(
              () ->
                  assertThat(model)
                      .as("%s after the change of '%s'", columns.file(), situation)
                      .isEqualTo(columns.of(lab.a().file(columns.file()))));
      tally.columns(situation, columns.file(), model.stream().mapToLong(List::size).sum());
    }
  }

  private void apply(List<Mutation> mutations) {
    for (int from = 0; from < mutations.size(); from += LARGEST_BATCH) {
      int to = Math.min(mutations.size(), from + LARGEST_BATCH);
      server.apply(mutations.subList(from, to).toArray(Mutation[]::new));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
