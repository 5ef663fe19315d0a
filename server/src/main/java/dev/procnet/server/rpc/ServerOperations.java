package dev.procnet.server.rpc;

import dev.procnet.server.config.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What those who operate a server may ask of it as a whole. */
public interface ServerOperations {

  /** How it is now. */
  Facts facts();

  /** Its settings. */
  SettingValues settings();

  /**
   * Begins to stop it: when this returns, nobody is told any more that it serves.
   *
   * @param grace for calls under way; empty: as its settings say
   */
  void drain(Optional<Duration> grace);

  /**
   * How a server is.
   *
   * @param uptime since it began to serve
   * @param quotas what is limited in all
   * @param draining it stops
   * @param listeners {@code grpc=127.0.0.1:7461}
   * @param files that it reads again when they change
   */
  record Facts(
      String version,
      String commit,
      Duration uptime,
      List<Quota> quotas,
      boolean draining,
      List<String> listeners,
      List<Watched> files) {

    public Facts {
      quotas = List.copyOf(quotas);
      listeners = List.copyOf(listeners);
      files = List.copyOf(files);
    }
  }

  /**
   * What is limited in all.
   *
   * @param limit most that there may be
   * @param used how many there are
   */
  record Quota(String name, long limit, long used) {}

  /**
   * A file that is read again when it changes.
   *
   * @param problem what is wrong with it now; empty: nothing
   */
  record Watched(String name, List<String> paths, long reloads, String problem) {

    public Watched {
      paths = List.copyOf(paths);
    }
  }
}
