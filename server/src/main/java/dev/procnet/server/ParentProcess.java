package dev.procnet.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that a server belongs to: when it has ended, however it did, the server stops. */
final class ParentProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ParentProcess.class);

  private final Optional<Integer> pid;
  private @Nullable CompletableFuture<Void> end;

  /**
   * @param pid none: it belongs to nobody
   */
  ParentProcess(Optional<Integer> pid) {
    this.pid = pid;
  }

  /**
   * Begins to look.
   *
   * @param stop run once, on a thread of its own
   * @throws StartException there is no such process
   */
  void follow(Runnable stop) throws StartException {
    if (pid.isEmpty()) {
      return;
    }
    int number = pid.get();
    ProcessHandle parent =
        ProcessHandle.of(number)
            .filter(process -> !process.equals(ProcessHandle.current()))
            .orElseThrow(
                () ->
                    new StartException(
                        "--parent-pid is " + number + ", expected another process that runs"));
    end =
        parent
            .onExit()
            .thenRunAsync(
                () -> {
                  LOG.info("process {} has ended, to which this server belongs", number);
                  stop.run();
                },
                work -> new Thread(work, "procnet-parent").start());
  }

  /** Looks no more. */
  void leave() {
    if (end != null) {
      end.cancel(false);
    }
  }
}
