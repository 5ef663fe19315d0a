package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.StagedTree;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.ResponseHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code procnet mirror}. */
@Command(
    name = "mirror",
    description = "Keeps DIR/net equal to the stack, until interrupted; each file replaced whole.")
final class MirrorCommand implements Callable<Integer>, PlainOutput {

  private final Session session;
  private Set<String> mirrored = Set.of();
  private ResponseHeader state = ResponseHeader.getDefaultInstance();

  @Mixin private RoundsMixin rounds = new RoundsMixin();

  @Parameters(paramLabel = "DIR", description = "Made where it is not there.")
  private @Nullable Path directory;

  MirrorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return mirror(Args.required(directory));
  }

  /** Keeps a tree in a directory. */
  int mirror(Path place) {
    Path net = place.resolve("net");
    try (ProcnetClient client = session.connect()) {
      return rounds.run(session, client, () -> round(client, net));
    }
  }

  private void round(ProcnetClient client, Path net) throws IOException {
    ResponseHeader now = client.stacks().getStack(GetStackRequest.getDefaultInstance()).getHeader();
    if (!now.getServerId().equals(state.getServerId())
        || now.getRevision() != state.getRevision()) {
      mirror(client, net);
    }
  }

  private ResponseHeader receive(ProcnetClient client, StagedTree tree) throws IOException {
    try (Progress progress =
        Progress.receiving(
            session, "mirror", client, ReadOptions.getDefaultInstance(), List.of())) {
      return client
          .transfer()
          .exportStack(
              ExportStackRequest.getDefaultInstance(),
              chunk -> {
                progress.add(chunk);
                tree.accept(chunk);
              })
          .header();
    }
  }

  private void mirror(ProcnetClient client, Path net) throws IOException {
    try (StagedTree tree = StagedTree.beside(net)) {
      ResponseHeader header = receive(client, tree);
      List<String> replaced = tree.publish();
      List<String> removed = tree.removeOthers(mirrored);
      mirrored = tree.names();
      state = header;
      session
          .console()
          .say(
              "revision "
                  + Unsigned.text(header.getRevision())
                  + ": "
                  + replaced.size()
                  + " files replaced, "
                  + removed.size()
                  + " removed");
    }
  }
}
