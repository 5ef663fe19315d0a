package dev.procnet.client.cli;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.GetServerStatusResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code procnet admin status}. */
@Command(name = "status", description = "Shows what a server is, its quotas and watched files.")
final class AdminStatusCommand implements Callable<Integer> {

  private final Session session;

  AdminStatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      session.printer().print(new Facts(client.admin().status()));
    }
    return ExitCode.OK;
  }

  private record Facts(GetServerStatusResponse status) implements View {

    @Override
    public Message message() {
      return status;
    }

    @Override
    public List<Table.Column> columns(boolean wide) {
      return List.of(Table.Column.left("WHAT"), Table.Column.left("VALUE"));
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      List<List<Object>> rows = new ArrayList<>();
      rows.add(List.of("server", status.getServerId()));
      rows.add(List.of("version", status.getVersion() + " (commit " + status.getCommit() + ")"));
      rows.add(List.of("uptime", Durations.toSeconds(status.getUptime()) + "s"));
      rows.add(List.of("draining", status.getDraining()));
      status.getListenersList().forEach(listener -> rows.add(List.of("listener", listener)));
      status
          .getQuotasList()
          .forEach(
              quota ->
                  rows.add(List.of(quota.getName(), quota.getUsed() + " of " + quota.getLimit())));
      status
          .getFilesList()
          .forEach(
              file ->
                  rows.add(
                      List.of(
                          file.getName(),
                          file.getProblem().isEmpty()
                              ? "in force, changed " + file.getReloads() + " times"
                              : "wrong, the one before stays: " + file.getProblem())));
      return rows.stream();
    }

    @Override
    public Stream<Object> names() {
      return Stream.of(status.getServerId());
    }
  }
}
