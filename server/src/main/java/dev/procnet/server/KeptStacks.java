package dev.procnet.server;

import dev.procnet.server.config.StackConfig;
import dev.procnet.server.rpc.ServerId;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.storage.EventLog;
import dev.procnet.server.storage.StateDirectory;
import jakarta.inject.Inject;
import java.util.Optional;

/** The stacks that the state directory has, if there is one. */
final class KeptStacks {

  private final Optional<StateDirectory> directory;
  private final ServerId serverId;

  @Inject
  KeptStacks(
      StackConfig config, Optional<EventLog> events, StackRegistry stacks, ServerId serverId) {
    this.directory =
        config
            .state()
            .map(
                state -> new StateDirectory(state, events.orElseThrow(), stacks, serverId.value()));
    this.serverId = serverId;
  }

  /**
   * Makes them again, and keeps what happens from now on.
   *
   * @throws StartException the directory can't be read or written
   */
  void open() throws StartException {
    try {
      directory.map(StateDirectory::open).ifPresent(serverId::continueAs);
    } catch (ProcnetException e) {
      throw new StartException("--state-dir " + e.getMessage());
    }
  }

  /** Keeps what has happened, and closes. */
  void close() {
    directory.ifPresent(StateDirectory::close);
  }
}
