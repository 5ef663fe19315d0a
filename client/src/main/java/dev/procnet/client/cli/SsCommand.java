package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.ss.Selection;
import dev.procnet.client.cli.ss.SsDevices;
import dev.procnet.client.cli.ss.SsException;
import dev.procnet.client.cli.ss.SsListing;
import dev.procnet.client.cli.ss.SsNames;
import dev.procnet.client.cli.ss.SsOptions;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code procnet ss}. */
@Command(
    name = "ss",
    preprocessor = SsWords.class,
    description = {
      "Lists sockets in ss's words and columns (iproute2 6.1), as ss prints them from the stack's"
          + " net files.",
      "Names of ports are this machine's (/etc/services), names of interfaces the stack's.",
    },
    footer = {
      "",
      "FILTER: state STATE, exclude STATE, then conditions: src|dst ADDRESS[/LENGTH][:PORT],"
          + " sport|dport OP [:]PORT, dev NAME, autobound; OP is = != < > <= >=.",
      "'and', 'or' and nothing bind equally, from the left; 'not' binds what follows;"
          + " parentheses are words of their own.",
    })
final class SsCommand implements Callable<Integer> {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private SsFlags flags = new SsFlags();
  @Mixin private ReadMixin read = new ReadMixin();

  @Parameters(paramLabel = "FILTER", arity = "0..*", description = "Which sockets; see below.")
  private List<String> words = List.of();

  SsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try {
      return list();
    } catch (SsException e) {
      throw RootCommand.usage(Args.required(spec), String.valueOf(e.getMessage()));
    }
  }

  private int list() throws IOException {
    CommandSpec command = Args.required(spec);
    Selection selection = flags.selection(command.commandLine().getParseResult());
    boolean onlySummary = flags.summary && selection.isDefault() && words.isEmpty();
    List<String> filter = selection.settle(words);
    try (ProcnetClient client = session.connect()) {
      ReadOptions state = read.options();
      if (flags.summary) {
        state = new SsSummary(session, client).print(state);
      }
      String problem = onlySummary ? null : selection.problem();
      if (problem != null) {
        session.console().say(problem);
      } else if (!onlySummary) {
        list(client, selection, filter, state);
      }
    }
    return ExitCode.OK;
  }

  private void list(
      ProcnetClient client, Selection selection, List<String> filter, ReadOptions state)
      throws IOException {
    if (flags.resolve) {
      session.console().say("-r: peers are shown by address: this machine's names are not theirs");
    }
    SsReader reader = new SsReader(client, state);
    SsListing listing =
        new SsListing(
            selection,
            filter,
            options(),
            SsNames.ofThisMachine(session.environment()),
            new SsDevices(reader::interfaces),
            reader::isGvisor,
            text -> session.console().write(ByteString.copyFrom(text, ISO_8859_1)));
    if (session.format() == OutputFormat.TABLE) {
      print(reader, listing);
    } else {
      SocketOutput output = SocketOutput.of(session);
      output.end(reader.readAll(listing, output));
    }
  }

  private static void print(SsReader reader, SsListing listing) throws IOException {
    listing.begin();
    for (Map.Entry<SocketKind, SocketFilter> kind : listing.kinds().entrySet()) {
      SsListing.Table table = listing.table(kind.getKey());
      reader.read(kind.getValue(), table::accept);
      table.finish();
    }
    listing.finish();
  }

  private SsOptions options() {
    return new SsOptions(
        flags.numeric,
        flags.timers || flags.details,
        flags.details,
        flags.info,
        !flags.noHeader,
        session.console().isTerminal() ? Terminal.columns(session.environment()) : 0);
  }
}
