package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Precondition;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command applies mutations. */
final class BatchMixin {

  @Option(names = "--dry-run", description = "Checks everything, changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--if-revision",
      paramLabel = "N",
      converter = Unsigned.Of64.class,
      description = "Only if the stack is at this revision.")
  private @Nullable Long ifRevision;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "Applied once, however often it is sent. Unless given: a new one.")
  private String requestId = "";

  /** Applies mutations and prints what came of them. */
  void apply(Session session, ProcnetClient client, Collection<Mutation> mutations)
      throws IOException {
    apply(session, client, ApplyMutationsRequest.newBuilder().addAllMutations(mutations).build());
  }

  /** Applies a batch and prints what came of it. Options say more than the batch. */
  void apply(Session session, ProcnetClient client, ApplyMutationsRequest batch)
      throws IOException {
    ApplyMutationsRequest request = complete(session, batch);
    ApplyMutationsResponse response = client.stacks().applyMutations(request);
    session.printer().print(new ApplyView(request, response));
    session.console().say(summary(response));
  }

  private ApplyMutationsRequest complete(Session session, ApplyMutationsRequest batch) {
    ApplyMutationsRequest.Builder request = batch.toBuilder();
    if (session.options().stack() != null) {
      request.setStack(session.stack());
    }
    if (!requestId.isEmpty()) {
      request.setRequestId(requestId);
    }
    if (dryRun) {
      request.setValidateOnly(true);
    }
    if (ifRevision != null) {
      request.addPreconditions(Precondition.newBuilder().setStack(true).setRevision(ifRevision));
    }
    return request.build();
  }

  private String summary(ApplyMutationsResponse response) {
    return "stack "
        + response.getHeader().getStack()
        + " at revision "
        + Unsigned.text(response.getHeader().getRevision())
        + (response.getReplayed() ? "; applied before, with the same request id" : "")
        + (dryRun ? "; nothing was changed" : "");
  }
}
