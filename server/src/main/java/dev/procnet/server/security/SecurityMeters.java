package dev.procnet.server.security;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Meters of the files that say who is let in, and of the audit log. */
public final class SecurityMeters implements MeterBinder {

  private final SecurityFiles files;
  private final AuditLog audit;

  @Inject
  public SecurityMeters(SecurityFiles files, AuditLog audit) {
    this.files = files;
    this.audit = audit;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    files.all().forEach(file -> bind(file, registry));
    if (files.all().stream().anyMatch(file -> file.name().equals("certificate"))) {
      TimeGauge.builder(
              "procnet.tls.certificate.expiry",
              files,
              TimeUnit.MILLISECONDS,
              SecurityMeters::expiry)
          .description("When the server's certificate ends, since 1970.")
          .register(registry);
    }
    if (audit.on()) {
      FunctionCounter.builder("procnet.audit.lines", audit, AuditLog::lines)
          .description("Lines of the audit log that were written.")
          .register(registry);
      FunctionCounter.builder("procnet.audit.lines.lost", audit, AuditLog::lost)
          .description("Lines of the audit log that could not be written.")
          .register(registry);
    }
  }

  private static void bind(WatchedFile<?> file, MeterRegistry registry) {
    FunctionCounter.builder("procnet.security.file.reloads", file, WatchedFile::reloads)
        .description("Changes of a certificate, its authorities, tokens or policy that were taken.")
        .tag("file", file.name())
        .register(registry);
    FunctionCounter.builder("procnet.security.file.failures", file, WatchedFile::failures)
        .description("Changes of such a file that were not taken, as it was wrong.")
        .tag("file", file.name())
        .register(registry);
    Gauge.builder("procnet.security.file.stale", file, each -> each.problems().isEmpty() ? 0 : 1)
        .description("The file as it is now is wrong: what it was before stays in force.")
        .tag("file", file.name())
        .register(registry);
  }

  private static double expiry(SecurityFiles files) {
    return files
        .certificate()
        .orElseThrow()
        .chain()
        .getFirst()
        .getNotAfter()
        .toInstant()
        .toEpochMilli();
  }
}
