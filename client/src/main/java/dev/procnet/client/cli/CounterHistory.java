package dev.procnet.client.cli;

import dev.procnet.v1.GetCountersResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Counters as they were last shown, as nstat(8) keeps them: a file for each stack of each server in
 * {@code procnet/counters} of XDG_STATE_HOME or {@code ~/.local/state}.
 */
final class CounterHistory {

  private final Path file;

  /**
   * What was kept.
   *
   * @param counters all of them
   * @param age since then
   */
  record Kept(GetCountersResponse counters, Duration age) {}

  private CounterHistory(Path file) {
    this.file = file;
  }

  /** Of a stack. */
  static CounterHistory of(Map<String, String> environment, String server, String stack) {
    // An address may have a path in it.
    String name = (server + "_" + stack).replaceAll("[^A-Za-z0-9.:-]", "_");
    return new CounterHistory(
        UserFiles.directory(environment, "XDG_STATE_HOME", ".local/state")
            .resolve("counters")
            .resolve(name + "-" + HexFormat.of().toHexDigits((server + stack).hashCode())));
  }

  /** What was kept of the same run of the server; empty: nothing. */
  Optional<Kept> read(String serverId) throws IOException {
    try {
      GetCountersResponse kept = GetCountersResponse.parseFrom(Files.readAllBytes(file));
      Instant then = Files.getLastModifiedTime(file).toInstant();
      return kept.getHeader().getServerId().equals(serverId)
          ? Optional.of(new Kept(kept, Duration.between(then, Instant.now())))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Keeps counters. */
  void write(GetCountersResponse counters) throws IOException {
    UserFiles.write(file, counters.toByteArray());
  }
}
