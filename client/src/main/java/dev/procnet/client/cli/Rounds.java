package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ProcnetClientException;
import io.grpc.Status.Code;
import java.io.IOException;
import java.time.Duration;

/**
 * Does a thing again and again. What fails in one round is reported; the next goes on, unless the
 * stack is gone: it would fail for ever.
 */
final class Rounds {

  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Session session;
  private final ProcnetClient client;
  private final Duration interval;
  private final Round round;
  private boolean begun;
  private boolean hopeless;

  /** What is done. */
  @FunctionalInterface
  interface Round {
    void run() throws IOException;
  }

  Rounds(Session session, ProcnetClient client, Duration interval, Round round) {
    this.session = session;
    this.client = client;
    this.interval = interval;
    this.round = round;
  }

  /**
   * Runs until interrupted.
   *
   * @param count at most so many rounds; 0: any number
   * @return exit code: of the last round; 0 when interrupted
   */
  int run(int count) {
    StopSignal signal = StopSignal.install();
    try {
      return rounds(count);
    } catch (InterruptedException e) {
      return ExitCode.OK;
    } finally {
      signal.close();
    }
  }

  private int rounds(int count) throws InterruptedException {
    int code = ExitCode.OK;
    for (int i = 0; (count == 0 || i < count) && code != ExitCode.NOT_FOUND && !hopeless; i++) {
      if (i > 0) {
        Thread.sleep(interval.toMillis());
      }
      code = once();
    }
    return code;
  }

  /** One round. A server that is away is waited for, as long as it takes. */
  private int once() throws InterruptedException {
    Duration wait = FIRST_WAIT;
    boolean away = false;
    while (true) {
      try {
        round.run();
        begun = true;
        if (away) {
          session.console().say("the server is back");
        }
        return ExitCode.OK;
      } catch (ProcnetClientException e) {
        stopIfInterrupted();
        if (e.code() != Code.UNAVAILABLE) {
          return report(e);
        }
        if (!away) {
          session.console().say(e.getMessage() + "; trying again until it is back");
          away = true;
        }
      } catch (IOException | IllegalArgumentException e) {
        stopIfInterrupted();
        // A directory that never was to be used is a mistake, later it is an accident.
        hopeless = !begun;
        return report(e);
      }
      Thread.sleep(wait.toMillis());
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      client.reconnect();
    }
  }

  private int report(Exception e) {
    return new ErrorReport(session, false).failure(e);
  }

  /** An interrupt surfaces as whatever it interrupted. */
  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
