package dev.procnet.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine. */
final class Command {

  private Command() {}

  /**
   * What ended.
   *
   * @param output of both streams
   */
  record Result(int code, String output) {}

  /** Skips the test where one of the programs is missing. */
  static void require(String... programs) {
    for (String program : programs) {
      assumeTrue(
          Stream.concat(
                  Arrays.stream(System.getenv("PATH").split(File.pathSeparator)),
                  Stream.of("/usr/sbin", "/sbin"))
              .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
          program + " is not installed");
    }
  }

  /** Skips the test where others than root run it. */
  static void requireRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
  }

  /** Runs it to its end, which must be a good one. */
  static String run(String... command) throws IOException, InterruptedException {
    Result result = tryTo(command);
    assertThat(result.code()).as("%s%n%s", List.of(command), result.output()).isZero();
    return result.output();
  }

  /** Runs it to its end, whatever that is. */
  static Result tryTo(String... command) throws IOException, InterruptedException {
    Process process = builder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ends", List.of(command)).isTrue();
    return new Result(process.exitValue(), output);
  }

  /** Runs a program in the folder of deploy, with sbin in its path and English words. */
  static ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(Built.DEPLOY.toFile());
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }
}
