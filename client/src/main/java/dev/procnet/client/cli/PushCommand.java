package dev.procnet.client.cli;

import com.google.protobuf.ByteString;
import dev.procnet.client.ProcTree;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ProcnetClientException;
import dev.procnet.client.TreeDigest;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.Profile;
import dev.procnet.v1.ResponseHeader;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet push}. */
@Command(name = "push", description = "Keeps the stack equal to a live tree, until interrupted.")
final class PushCommand implements Callable<Integer> {

  private final Session session;
  private final Set<String> told = new HashSet<>();
  private @Nullable Pushed pushed;

  @Mixin private RoundsMixin rounds = new RoundsMixin();

  @Parameters(paramLabel = "DIR", description = "As /proc.")
  private @Nullable Path directory;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      converter = Profiles.class,
      completionCandidates = Profiles.Names.class,
      description =
          "linux-6.18, linux-6.12, linux-6.1 or gvisor, instead of what the files look like.")
  private Profile profile = Profile.PROFILE_UNSPECIFIED;

  @Option(
      names = "--lenient",
      description = "Keeps files that no known kernel prints as they are, with a warning.")
  private boolean lenient;

  /** What was sent last, and what it made of the stack. */
  private record Pushed(ByteString digest, ResponseHeader header) {}

  PushCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (ProcnetClient client = session.connect()) {
      return rounds.run(session, client, () -> round(client));
    }
  }

  private void round(ProcnetClient client) throws IOException {
    Consumer<String> skipped = this::tellOnce;
    ProcTree tree = Args.tree(directory, skipped);
    if (!isPushed(client, TreeDigest.of(tree.chunks(skipped)))) {
      push(client, tree, skipped);
    }
  }

  /** A live tree may have changed again since it was compared: what counts is what was sent. */
  private void push(ProcnetClient client, ProcTree tree, Consumer<String> skipped)
      throws IOException {
    TreeDigest source = new TreeDigest(tree.chunks(skipped));
    ImportStackResponse response = send(client, tree, source);
    pushed = new Pushed(source.value(), response.getHeader());
    ImportWarnings.of(response).forEach(this::tellOnce);
    session
        .console()
        .say(
            response.getFilesCount()
                + " files sent, stack "
                + response.getHeader().getStack()
                + " at revision "
                + Unsigned.text(response.getHeader().getRevision()));
  }

  private ImportStackResponse send(ProcnetClient client, ProcTree tree, TreeDigest source)
      throws IOException {
    ImportStart start = ImportStart.newBuilder().setProfile(profile).setLenient(lenient).build();
    try (Progress progress = Progress.sending(session, "push", tree)) {
      return client.transfer().importStack(start, progress.watch(source));
    }
  }

  /** The tree is as it was sent, and the stack as that left it: not changed, nor forgotten. */
  private boolean isPushed(ProcnetClient client, ByteString digest) {
    if (pushed == null || !pushed.digest().equals(digest)) {
      return false;
    }
    try {
      ResponseHeader now =
          client.stacks().getStack(GetStackRequest.getDefaultInstance()).getHeader();
      return now.getServerId().equals(pushed.header().getServerId())
          && now.getRevision() == pushed.header().getRevision();
    } catch (ProcnetClientException e) {
      if (e.code() != Code.NOT_FOUND) {
        throw e;
      }
      return false;
    }
  }

  private void tellOnce(String words) {
    if (told.add(words)) {
      session.console().say(words);
    }
  }
}
