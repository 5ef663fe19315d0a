package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.Close;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.SocketRef;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code procnet close}. */
@Command(
    name = "close",
    description = "Closes sockets as their owners do: a connection goes through its last states.")
final class CloseCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private BatchMixin batch = new BatchMixin();

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      converter = Unsigned.Of64.class,
      description = "Of a socket, as 'procnet sockets -o name' prints them.")
  private List<Long> ids = List.of();

  @Option(names = "--inode", description = "The numbers are inodes.")
  private boolean inode;

  @Option(names = "--abort", description = "With a reset instead of an orderly end.")
  private boolean abort;

  @Option(names = "--by-peer", description = "It is the peer who closes.")
  private boolean byPeer;

  @Option(names = "--lost", description = "The peer does not hear of it.")
  private boolean lost;

  CloseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (ProcnetClient client = session.connect()) {
      batch.apply(session, client, ids.stream().map(this::close).toList());
    }
    return ExitCode.OK;
  }

  private Mutation close(long number) {
    SocketRef.Builder socket = SocketRef.newBuilder();
    Close close =
        Close.newBuilder()
            .setSocket(inode ? socket.setInode(number) : socket.setId(number))
            .setAbort(abort)
            .setByPeer(byPeer)
            .setLost(lost)
            .build();
    return Mutation.newBuilder().setClose(close).build();
  }
}
