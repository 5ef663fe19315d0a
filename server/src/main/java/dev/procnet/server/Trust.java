package dev.procnet.server;

import dev.procnet.server.config.SecurityConfig;
import dev.procnet.server.security.AuditLog;
import dev.procnet.server.security.SecurityFiles;
import dev.procnet.server.security.ServerTls;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what says who is let in as its files say it, and the audit log open. */
final class Trust {

  private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

  private final SecurityConfig config;
  private final SecurityFiles files;
  private final ServerTls tls;
  private final AuditLog audit;
  private final ScheduledExecutorService timer;
  private @Nullable Future<?> refreshing;

  @Inject
  Trust(
      SecurityConfig config,
      SecurityFiles files,
      ServerTls tls,
      AuditLog audit,
      ScheduledExecutorService timer) {
    this.config = config;
    this.files = files;
    this.tls = tls;
    this.audit = audit;
    this.timer = timer;
  }

  /**
   * Reads the files for the first time.
   *
   * @throws StartException one of them is wrong
   */
  void start() throws StartException {
    List<String> problems = new ArrayList<>();
    files.load(problems::add);
    if (!problems.isEmpty()) {
      throw new StartException(problems);
    }
    tls.update();
    try {
      audit.start();
    } catch (IOException e) {
      throw new StartException(
          "audit log "
              + config.auditLog().orElseThrow()
              + " can't be opened: "
              + Failures.reason(e));
    }
    long millis = config.reloadInterval().toMillis();
    if (!files.all().isEmpty()) {
      refreshing =
          timer.scheduleWithFixedDelay(this::refresh, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  void stop() {
    if (refreshing != null) {
      refreshing.cancel(false);
      refreshing = null;
    }
    audit.close();
  }

  /** One that throws would never be run again. */
  private void refresh() {
    try {
      files.refresh();
      tls.update();
    } catch (RuntimeException e) {
      LOG.error("the files that say who is let in can't be looked at", e);
    }
  }
}
