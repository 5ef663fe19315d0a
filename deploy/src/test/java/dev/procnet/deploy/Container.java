package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A server in a bundle of the image, run by a container runtime without an engine. */
final class Container implements AutoCloseable {

  private static final AtomicInteger STARTED = new AtomicInteger();

  private final List<String> runtime;
  private final String id;
  private final Path log;
  private final Process process;

  private Container(List<String> runtime, String id, Path log, Process process) {
    this.runtime = runtime;
    this.id = id;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it and waits until it serves; skips the test where the runtime is missing.
   *
   * @param program runc or runsc
   * @param bundle has config.json; gets what the runtime keeps, and the log
   */
  static Container start(String program, Path bundle) throws Exception {
    Command.require(program);
    List<String> runtime =
        new ArrayList<>(List.of(program, "--root", bundle.resolve(program).toString()));
    if (program.equals("runsc")) {
      runtime.addAll(List.of("--network=none", "--ignore-cgroups"));
    }
    String id = "procnet-test-" + ProcessHandle.current().pid() + "-" + STARTED.getAndIncrement();
    Path log = bundle.resolve(id + ".log");
    ProcessBuilder builder = Command.builder(runtime.toArray(String[]::new));
    builder.command().addAll(List.of("run", "--bundle", bundle.toString(), id));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Container container = new Container(runtime, id, log, process);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> container.log().contains("serving grpc=") || !process.isAlive());
      assertThat(process.isAlive()).as(container::log).isTrue();
    } catch (Throwable e) {
      container.close();
      throw e;
    }
    return container;
  }

  /** What it told. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Runs the image's command line in it. */
  Command.Result procnet(String... arguments) throws Exception {
    return execute(
        Stream.concat(
                Stream.of("/opt/procnet/runtime/bin/java", "@/opt/procnet/etc/procnet"),
                Stream.of(arguments))
            .toList());
  }

  /** Runs a program in it. */
  Command.Result execute(List<String> command) throws Exception {
    return runtime(Stream.concat(Stream.of("exec", id), command.stream()));
  }

  /** Asks it to end, as a kubelet does. Its exit code. */
  int stop(Duration grace) throws Exception {
    runtime(Stream.of("kill", id, "TERM"));
    assertThat(process.waitFor(grace.toSeconds(), TimeUnit.SECONDS)).as(this::log).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        runtime(Stream.of("kill", id, "KILL"));
        process.waitFor();
      }
      runtime(Stream.of("delete", "--force", id));
    } catch (Exception e) {
      throw new IllegalStateException("container " + id + " is left behind", e);
    }
  }

  private Command.Result runtime(Stream<String> arguments) throws Exception {
    return Command.tryTo(Stream.concat(runtime.stream(), arguments).toArray(String[]::new));
  }
}
