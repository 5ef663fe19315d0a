package dev.procnet.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image, unpacked from its tar and run by container runtimes without an engine. */
class ImageIT {

  private static final String JAVA = "/opt/procnet/runtime/bin/java";
  private static final String PROCNET = "@/opt/procnet/etc/procnet";

  @TempDir private static Path directory;
  private static Path bundle;
  private final List<String> runtime = new ArrayList<>();
  private final String id = "procnet-test-" + ProcessHandle.current().pid();
  private @Nullable Process server;

  @BeforeAll
  static void unpack() throws Exception {
    Command.require("python3");
    Command.requireRoot();
    bundle = directory.resolve("bundle");
    var _ =
        Command.run(
            "container/make-bundle",
            Built.artifact("procnet-", "-image.tar").toString(),
            bundle.toString(),
            "--web-listen",
            "none",
            "--import",
            "/proc");
  }

  @AfterEach
  void kill() throws Exception {
    if (server != null) {
      runtime("kill", id, "KILL");
      server.waitFor();
      runtime("delete", "--force", id);
    }
  }

  @Test
  void image_hasNoShellAndANonRootUser() throws Exception {
    try (Stream<Path> files = Files.walk(bundle.resolve("rootfs"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("libc.so.6", "libjvm.so", "procnetd.jsa", "LICENSE")
          .doesNotContain("sh", "bash", "busybox", "dpkg", "apt");
    }
    assertThat(bundle.resolve("config.json"))
        .content()
        .contains("\"uid\": 65532", "\"readonly\": true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runc", "runsc"})
  void container_readOnlyAndNonRoot_servesFilesOfItsOwnKernel(String program) throws Exception {
    start(program);

    assertThat(execute("health").output()).isEqualTo("SERVING\n");
    assertThat(execute("cat", "dev").output()).startsWith("Inter-|   Receive").contains("lo:");
    Command.Result written = execute("export", "/opt/x");
    assertThat(written.code()).isNotZero();
    assertThat(written.output()).contains("takes no files");
  }

  private void start(String program) throws Exception {
    Command.require(program);
    runtime.addAll(List.of(program, "--root", directory.resolve(program).toString()));
    if (program.equals("runsc")) {
      runtime.addAll(List.of("--network=none", "--ignore-cgroups"));
    }
    Path log = directory.resolve(program + ".log");
    ProcessBuilder builder = Command.builder(runtime.toArray(String[]::new));
    builder.command().addAll(List.of("run", "--bundle", bundle.toString(), id));
    Process started = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    server = started;
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(log).contains("serving grpc=") || !started.isAlive());
    assertThat(started.isAlive()).as(() -> log(log)).isTrue();
  }

  private Command.Result execute(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("exec", id, JAVA, PROCNET));
    command.addAll(List.of(arguments));
    return runtime(command.toArray(String[]::new));
  }

  private Command.Result runtime(String... arguments) throws Exception {
    return Command.tryTo(
        Stream.concat(runtime.stream(), Stream.of(arguments)).toArray(String[]::new));
  }

  private static String log(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
