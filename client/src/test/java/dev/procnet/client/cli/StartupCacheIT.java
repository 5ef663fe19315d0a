package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.procnet.client.e2e.Programs;
import dev.procnet.client.fake.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache that the launcher starts from, in a place of its own whose name needs quotes. */
class StartupCacheIT {

  private static final String LOADED = "PROCNET_OPTS=-Xlog:class+load";
  private static final String FROM_CACHE = "CatCommand source: shared objects file";

  @TempDir private Path directory;
  private final FakeServer server = FakeServer.start();
  private Path dist = Path.of("");

  @BeforeEach
  void copyDist() throws IOException, InterruptedException {
    server.stack().file("tcp", "row\n");
    dist = Files.createDirectory(directory.resolve("it's a place")).resolve("procnet");
    run(
        List.of(
            "cp", "-a", Programs.ROOT.resolve("client/target/procnet").toString(), dist.toString()),
        Map.of());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shipped_isUsedByAllUsers() throws Exception {
    assertThat(procnet(LOADED)).contains(FROM_CACHE);
  }

  @Test
  void shipped_ofOtherJars_isMadeAnewForTheUser() throws Exception {
    Files.writeString(dist.resolve("lib/digest"), "of another build\n");

    assertThat(procnet("A=b")).isEqualTo("row\n");

    await().atMost(Duration.ofMinutes(2)).until(() -> caches(".aot.origin").size() == 1);
    assertThat(caches(".aot")).hasSize(1);
    assertThat(procnet(LOADED)).contains(FROM_CACHE);
  }

  @Test
  void shipped_damaged_isLeftAsideInSilence() throws Exception {
    Files.writeString(dist.resolve("cache/procnet.aot"), "no cache");

    assertThat(procnet("A=b")).isEqualTo("row\n");
  }

  @Test
  void none_wanted_noneIsMade() throws Exception {
    Files.delete(dist.resolve("cache/procnet.aot.origin"));

    assertThat(procnet("PROCNET_CACHE=")).isEqualTo("row\n");
    assertThat(caches("")).isEmpty();
  }

  @Test
  void home_notToBeWritten_startsAllTheSame() throws Exception {
    Files.delete(dist.resolve("cache/procnet.aot.origin"));
    Files.writeString(directory.resolve("cache"), "in the way of a directory");

    assertThat(procnet("A=b")).isEqualTo("row\n");
  }

  @Test
  void scripts_areCleanToShellcheck() throws Exception {
    assertThat(
            run(
                List.of(
                    "sh",
                    "-c",
                    "cd \"$1\" && exec shellcheck -x client/src/main/dist/bin/procnet"
                        + " client/src/main/dist/libexec/* deploy/dist/libexec/*",
                    "-",
                    Programs.ROOT.toString()),
                Map.of()))
        .isEmpty();
  }

  private String procnet(String variable) throws IOException, InterruptedException {
    String[] pair = variable.split("=", 2);
    return run(
        List.of(dist.resolve("bin/procnet").toString(), "cat", "tcp"),
        Map.of(
            "PROCNET_SERVER",
            server.address(),
            "XDG_CACHE_HOME",
            directory.resolve("cache").toString(),
            pair[0],
            pair[1]));
  }

  private List<Path> caches(String ending) throws IOException {
    Path caches = directory.resolve("cache/procnet");
    if (!Files.isDirectory(caches)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(caches)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private static String run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
