package dev.procnet.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.io.Resources;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fuzzes each target in a process of its own for {@code -Dprocnet.fuzz.seconds} (8), from the seeds
 * of {@code resources/fuzz} and what earlier runs found worth keeping in {@code target/fuzz}.
 */
class FuzzIT {

  private static final Pattern DONE = Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+) ft: (\\d+)");
  private static final Pattern CRASH = Pattern.compile("(?m)^== Java Exception: .*|^==.*ERROR.*");

  @ParameterizedTest
  @CsvSource({
    "netfile, dev.procnet.server.fuzz.NetFileFuzzer, 8000",
    "tree, dev.procnet.server.fuzz.TreeFuzzer, 100",
    "mutation, dev.procnet.server.rpc.MutationFuzzer, 5000"
  })
  void target_anyBytes_isTakenOrRefused(String name, String target, int runs) throws Exception {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && List.of("amd64", "aarch64").contains(System.getProperty("os.arch")),
        "Jazzer's Linux driver is there for x86-64 and AArch64 only");
    // A build tries the same inputs each time; whoever gives it time has new ones tried.
    Long seconds = Long.getLong("procnet.fuzz.seconds");
    List<String> extent =
        seconds == null
            ? List.of("-seed=1", "-runs=" + runs)
            : List.of("-max_total_time=" + seconds);
    Path directory = Path.of("target", "fuzz").toAbsolutePath();
    Path log = Files.createDirectories(directory).resolve(name + ".log");
    Path found = Files.createDirectories(directory.resolve(name));

    int exit = fuzz(target, extent, directory, log, found, seeds(name));

    String output = Files.readString(log);
    Matcher crash = CRASH.matcher(output);
    assertThat(exit)
        .as("%s of %s; input and stack trace: %s", crash.find() ? crash.group() : "exit", name, log)
        .isZero();
    Matcher done = DONE.matcher(output);
    assertThat(done.find()).as("a closing line in %s", log).isTrue();
    System.out.printf(
        "fuzz %s: %s executions, %s edges, %s features%n",
        name, done.group(1), done.group(2), done.group(3));
  }

  private static int fuzz(
      String target, List<String> extent, Path directory, Path log, Path found, Path seeds)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                // Of a fork of Maven's the class path is only a jar that names the real one.
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target,
                "--instrumentation_includes=dev.procnet.server.netfile.**:dev.procnet.server.stack.**"
                    + ":dev.procnet.server.rpc.**",
                "--disabled_hooks=**",
                "-timeout=30",
                "-rss_limit_mb=3000",
                "-artifact_prefix=" + directory + "/",
                found.toString(),
                seeds.toString()));
    command.addAll(extent);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(directory.toFile())
            .start();
    long seconds = Long.getLong("procnet.fuzz.seconds", 60L);
    if (!process.waitFor(seconds + 120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the fuzzer did not end, see " + log);
    }
    return process.exitValue();
  }

  private static Path seeds(String name) throws URISyntaxException {
    return Path.of(Resources.getResource("fuzz/" + name).toURI());
  }
}
