package dev.procnet.client.cli;

import com.google.protobuf.util.Timestamps;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.cli.Table.Column;
import dev.procnet.v1.Checkpoint;
import dev.procnet.v1.ListCheckpointsRequest;
import dev.procnet.v1.ListCheckpointsResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code procnet checkpoint ls}. */
@Command(name = "ls", description = "Lists the checkpoints of the stack.")
final class CheckpointLsCommand implements Callable<Integer> {

  private final Session session;

  CheckpointLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      ListCheckpointsRequest request = ListCheckpointsRequest.getDefaultInstance();
      session.printer().print(new Checkpoints(client.stacks().listCheckpoints(request)));
    }
    return ExitCode.OK;
  }

  private record Checkpoints(ListCheckpointsResponse message) implements View {

    @Override
    public List<Column> columns(boolean wide) {
      return List.of(Column.left("NAME"), Column.right("REVISION"), Column.left("SAVED"));
    }

    @Override
    public Stream<List<Object>> rows(boolean wide) {
      return message.getCheckpointsList().stream()
          .map(
              checkpoint ->
                  List.of(
                      checkpoint.getName(),
                      Unsigned.text(checkpoint.getRevision()),
                      Timestamps.toString(checkpoint.getSaveTime())));
    }

    @Override
    public Stream<Object> names() {
      return message.getCheckpointsList().stream().map(Checkpoint::getName);
    }
  }
}
