package dev.procnet.server;

import dev.procnet.server.config.ServerConfig;
import dev.procnet.server.config.SettingValues;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.rpc.RpcCounts;
import dev.procnet.server.rpc.ServerOperations;
import dev.procnet.server.security.SecurityFiles;
import dev.procnet.server.security.WatchedFile;
import dev.procnet.server.stack.StackRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The server as a whole, for those who operate it. */
final class Operations implements ServerOperations {

  private final ServerConfig config;
  private final BuildInfo build;
  private final StackRegistry stacks;
  private final RpcCounts counts;
  private final SecurityFiles files;
  private final Readiness readiness;
  private final Provider<Daemon> daemon;
  private final AtomicBoolean draining = new AtomicBoolean();

  /**
   * @param daemon asked for once it runs, as it is made of the services that ask
   */
  @Inject
  Operations(
      ServerConfig config,
      BuildInfo build,
      StackRegistry stacks,
      RpcCounts counts,
      SecurityFiles files,
      Readiness readiness,
      Provider<Daemon> daemon) {
    this.config = config;
    this.build = build;
    this.stacks = stacks;
    this.counts = counts;
    this.files = files;
    this.readiness = readiness;
    this.daemon = daemon;
  }

  @Override
  public Facts facts() {
    return new Facts(
        build.version(),
        build.commit(),
        readiness.uptime(),
        List.of(
            new Quota("stacks", stacks.limit(), stacks.list().size()),
            new Quota("imports", counts.mostImports(), counts.imports())),
        readiness.draining(),
        daemon.get().listeners().lines(),
        files.all().stream().map(Operations::watched).toList());
  }

  @Override
  public SettingValues settings() {
    return config.settings();
  }

  /** The thread of the call must not wait for the end of all calls. */
  @Override
  public void drain(Optional<Duration> grace) {
    if (draining.compareAndSet(false, true)) {
      grace.ifPresent(daemon.get()::grace);
      readiness.stop();
      Thread.ofPlatform().name("procnet-drain").start(daemon.get()::stop);
    }
  }

  private static Watched watched(WatchedFile<?> file) {
    return new Watched(
        file.name(),
        file.paths().stream().map(Path::toString).toList(),
        file.reloads(),
        String.join("; ", file.problems()));
  }
}
