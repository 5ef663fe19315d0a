package dev.procnet.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who started the server, systemd for example, that it serves, that it is alive and that it
 * stops: sd_notify(3). Nobody is told where {@code NOTIFY_SOCKET} names no socket.
 */
final class ServiceManager {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final String INTERVAL = "WATCHDOG_USEC";
  private static final String WATCHED = "WATCHDOG_PID";

  private final Map<String, String> environment;
  private final ScheduledExecutorService timer;
  private final BooleanSupplier serving;
  private final Consumer<Runnable> whenAlive;
  private @Nullable NotifySocket socket;
  private @Nullable ScheduledFuture<?> watchdog;

  /**
   * One that is told nothing yet.
   *
   * @param environment what the process was started with
   * @param serving whether the server does
   * @param whenAlive runs something once all that must not hang has shown that it does not
   */
  ServiceManager(
      Map<String, String> environment,
      ScheduledExecutorService timer,
      BooleanSupplier serving,
      Consumer<Runnable> whenAlive) {
    this.environment = Map.copyOf(environment);
    this.timer = timer;
    this.serving = serving;
    this.whenAlive = whenAlive;
  }

  /**
   * Says that the server serves, and from now on that it is alive, at least twice in the time after
   * which the manager would end it.
   */
  void start(List<?> addresses) {
    String name = environment.getOrDefault(SOCKET, "");
    if (name.isEmpty()) {
      return;
    }
    if (!name.startsWith("/") && !name.startsWith("@")) {
      LOG.warn("{} is '{}', expected a path or @NAME", SOCKET, name);
      return;
    }
    try {
      NotifySocket manager = NotifySocket.connect(name);
      socket = manager;
      send(manager, "READY=1\nSTATUS=serving " + addresses);
      feedWatchdog(manager);
    } catch (IOException e) {
      LOG.warn("{} {} can't be reached: {}", SOCKET, name, e.getMessage());
    }
  }

  private void feedWatchdog(NotifySocket manager) {
    long every = interval().toNanos() / 2;
    if (every > 0) {
      watchdog =
          timer.scheduleWithFixedDelay(
              () -> showAlive(manager), every, every, TimeUnit.NANOSECONDS);
    }
  }

  /** Says that the server stops; a drain may take its time after that. */
  void stop() {
    if (watchdog != null) {
      watchdog.cancel(false);
    }
    if (socket != null) {
      send(socket, "STOPPING=1\nSTATUS=drains");
      socket.close();
    }
  }

  private void showAlive(NotifySocket manager) {
    whenAlive.accept(
        () -> {
          if (serving.getAsBoolean()) {
            send(manager, "WATCHDOG=1");
          }
        });
  }

  /** Zero: nobody watches, or another process is meant. */
  private Duration interval() {
    String pid = environment.getOrDefault(WATCHED, "");
    String micros = environment.getOrDefault(INTERVAL, "0");
    if (!pid.isEmpty() && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
      return Duration.ZERO;
    }
    try {
      return Duration.ofNanos(Math.multiplyExact(Long.parseLong(micros), 1000L));
    } catch (NumberFormatException | ArithmeticException e) {
      LOG.warn("{} is '{}', expected a number of microseconds", INTERVAL, micros, e);
      return Duration.ZERO;
    }
  }

  private void send(NotifySocket manager, String message) {
    manager.send(
        message,
        cause ->
            LOG.warn(
                "{} {} can't be told {}: {}",
                SOCKET,
                environment.get(SOCKET),
                message,
                cause.getMessage()));
  }
}
