package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ProcnetClientException;
import dev.procnet.client.Watch;
import dev.procnet.v1.EntityKind;
import dev.procnet.v1.WatchStackRequest;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet watch}. */
@Command(
    name = "watch",
    description = {
      "With a FILE, prints it anew whenever it changes; on a terminal over itself, with the cells"
          + " marked that changed.",
      "Without, prints what changes in the stack, one line of JSON a change."
    })
final class WatchCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "As tcp.")
  private String file = "";

  @Option(
      names = "--kinds",
      paramLabel = "KIND",
      split = ",",
      converter = Kind.class,
      completionCandidates = KindWords.class,
      description =
          "Only changes of socket, interface, route, neighbor, counters, settings, entry.")
  private List<EntityKind> kinds = List.of();

  @Option(
      names = "--count",
      paramLabel = "N",
      converter = Unsigned.Of32.class,
      description = "Ends after so many lines, or prints of the file. 0, and unless given: never.")
  private int count;

  @ArgGroup private Start start = new Start();

  private static final class Start {
    @Option(
        names = "--after-revision",
        paramLabel = "N",
        converter = Unsigned.Of64.class,
        description = "Begins with the revision after this one.")
    private @Nullable Long afterRevision;

    @Option(names = "--initial", description = "Begins with the whole state.")
    private boolean initial;
  }

  WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    check();
    try (ProcnetClient client = session.connect()) {
      if (file.isEmpty()) {
        changes(client);
      } else {
        new FileWatch(session, client, file).run(count);
      }
    }
    return ExitCode.OK;
  }

  private void check() {
    if (!file.isEmpty() && (!kinds.isEmpty() || start.initial || start.afterRevision != null)) {
      throw session
          .options()
          .usage("--kinds, --initial and --after-revision are for a watch without FILE");
    }
  }

  private void changes(ProcnetClient client) throws IOException {
    ChangeLines lines = new ChangeLines(session.console(), count);
    try (Watch watch = client.introspection().watchStack(request())) {
      while (!lines.isFull()) {
        lines.print(watch.next());
      }
    } catch (ProcnetClientException e) {
      lines.lastRevision().ifPresent(this::sayWhere);
      throw e;
    }
  }

  private void sayWhere(long revision) {
    session
        .console()
        .say(
            "the watch ended after revision "
                + Unsigned.text(revision)
                + "; --after-revision goes on from there");
  }

  private WatchStackRequest request() {
    WatchStackRequest.Builder request = WatchStackRequest.newBuilder().addAllKinds(kinds);
    if (start.afterRevision != null) {
      request.setAfterRevision(start.afterRevision);
    } else if (start.initial) {
      request.setInitialState(true);
    }
    return request.build();
  }

  private static final class KindWords implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Enums.words(EntityKind.ENTITY_KIND_UNSPECIFIED).iterator();
    }
  }

  private static final class Kind implements ITypeConverter<EntityKind> {
    @Override
    public EntityKind convert(String text) {
      return Enums.parse(text, EntityKind.ENTITY_KIND_UNSPECIFIED);
    }
  }
}
