package dev.procnet.client.cli;

import dev.procnet.client.NetFileReceipt;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.StreamNetFileRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code procnet cat}. */
@Command(
    name = "cat",
    description = "Writes net files to standard output, byte for byte, all of one revision.")
final class CatCommand implements Callable<Integer>, PlainOutput {

  private final Session session;
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ReadMixin read = new ReadMixin();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "As tcp, dev_snmp6/eth0.")
  private List<String> files = List.of();

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "DIR",
      description = "Writes them to files in DIR, each replaced whole; none unless all came.")
  private @Nullable Path directory;

  @Option(names = "--all", description = "With -d, all files of the stack.")
  private boolean all;

  @Option(
      names = "--if-changed-since",
      paramLabel = "N",
      converter = Unsigned.Of64.class,
      description =
          "Only if the FILE shows what revision N did not; if not, nothing, with exit code 11.")
  private @Nullable Long since;

  CatCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    check();
    try (ProcnetClient client = session.connect()) {
      if (directory != null) {
        export(client, directory);
        return ExitCode.OK;
      }
      return since == null ? cat(client) : catIfChanged(client, files.get(0), since);
    }
  }

  private void check() {
    if (all == !files.isEmpty()) {
      throw wrong(
          all ? "--all: no FILE expected, but " + files.get(0) : "a FILE, or --all, is missing");
    }
    if (all && directory == null) {
      throw wrong("--all needs a directory: -d DIR is missing");
    }
    if (since != null && (files.size() != 1 || directory != null)) {
      throw wrong("--if-changed-since: one FILE expected, without -d");
    }
  }

  private RuntimeException wrong(String message) {
    return RootCommand.usage(Args.required(spec), message);
  }

  private void export(ProcnetClient client, Path to) throws IOException {
    ExportStackRequest request =
        ExportStackRequest.newBuilder().setRead(read.options()).addAllNames(files).build();
    ExportCommand.export(session, client, request, to);
  }

  private int cat(ProcnetClient client) throws IOException {
    ReadOptions options = read.options();
    for (String file : files) {
      NetFileReceipt receipt = cat(client, file, options);
      // The files that follow are read at the first one's revision: they agree with it.
      options = options.toBuilder().setExactRevision(receipt.header().getRevision()).build();
    }
    return ExitCode.OK;
  }

  private int catIfChanged(ProcnetClient client, String file, long revision) throws IOException {
    ReadNetFileResponse now =
        client
            .introspection()
            .readNetFile(
                ReadNetFileRequest.newBuilder()
                    .setName(file)
                    .setLimit(1)
                    .setRead(read.options())
                    .setIfChangedSince(revision)
                    .build());
    if (now.getNotModified()) {
      sayRevision(
          file + " has not changed since revision " + Unsigned.text(revision), now.getHeader());
      return ExitCode.UNCHANGED;
    }
    sayRevision(file, cat(client, file, read.options()).header());
    return ExitCode.OK;
  }

  /** For the next {@code --if-changed-since}. */
  private void sayRevision(String what, ResponseHeader header) {
    session.console().say(what + ", at revision " + Unsigned.text(header.getRevision()));
  }

  private NetFileReceipt cat(ProcnetClient client, String file, ReadOptions options)
      throws IOException {
    StreamNetFileRequest request =
        StreamNetFileRequest.newBuilder().setName(file).setRead(options).build();
    return client.introspection().streamNetFile(request, session.console()::write);
  }
}
