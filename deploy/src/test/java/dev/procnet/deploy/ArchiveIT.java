package dev.procnet.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked where neither Java nor anything else is but a shell and a C library. */
class ArchiveIT {

  /** Of all classes that a start loads, those that may come from elsewhere than the archive. */
  private static final double MAX_MISSED = 0.1;

  @TempDir private static Path directory;
  private static BareRoot root;
  private static ServerProcess server;

  @BeforeAll
  static void unpack() throws Exception {
    Command.require("bwrap", "ldd", "tar");
    Command.requireRoot();
    root = BareRoot.in(directory);
    Command.run(
        "tar",
        "-xzf",
        Built.artifact("procnet-", ".tar.gz").toString(),
        "-C",
        root.path().resolve("opt").toString(),
        "--strip-components=1");
    server =
        ServerProcess.start(
            root.inside(
                "/opt/bin/procnetd",
                "--listen",
                "127.0.0.1:0",
                "--web-listen",
                "none",
                "--state-dir",
                "/tmp/state",
                "--port-file",
                "/tmp/ports"),
            root.path().resolve("tmp/ports"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void procnet_catTcp_readsTheServer() throws Exception {
    assertThat(run("/opt/bin/procnet", "--server", server.address(), "cat", "tcp"))
        .startsWith("  sl  local_address rem_address   st");
  }

  @Test
  void nativeLibraries_areOfThisPlatformAndNotUnpacked() throws Exception {
    Path lib = root.path().resolve("opt/procnetd/lib");
    try (var jars = Files.newDirectoryStream(lib, "rocksdbjni-*.jar")) {
      assertThat(Files.size(jars.iterator().next())).isLessThan(1 << 20);
    }
    assertThat(root.path().resolve("opt/procnetd/native"))
        .isDirectoryContaining("glob:**/librocksdbjni-*.so")
        .isDirectoryContaining("glob:**/libio_grpc_netty_shaded_netty_transport_native_epoll_*.so");
    assertThat(root.path().resolve("tmp/state")).isNotEmptyDirectory();
    assertThat(root.path().resolve("tmp")).isDirectoryNotContaining("glob:**.so*");
  }

  @Test
  void runtime_hasOnlyModulesInUse() throws Exception {
    assertThat(Files.readString(root.path().resolve("opt/runtime/release")))
        .contains("java.base", "jdk.httpserver")
        .doesNotContain("java.desktop", "java.sql", "jdk.compiler");
  }

  @Test
  void start_loadsClassesFromTheArchive() throws Exception {
    assertThat(missed("PROCNETD_OPTS", "/opt/bin/procnetd", "--version")).isLessThan(MAX_MISSED);
    assertThat(missed("PROCNET_OPTS", "/opt/bin/procnet", "version")).isLessThan(MAX_MISSED);
  }

  @Test
  void share_hasManualPagesAndCompletions() {
    Path share = root.path().resolve("opt/share");

    assertThat(share.resolve("man/man8/procnetd.8")).isNotEmptyFile();
    assertThat(share.resolve("man/man1/procnet-cat.1")).isNotEmptyFile();
    assertThat(share.resolve("bash-completion/completions/procnet")).isNotEmptyFile();
    assertThat(share.resolve("zsh/site-functions/_procnet"))
        .content()
        .startsWith("#compdef procnet");
    assertThat(share.resolve("fish/vendor_completions.d/procnet.fish")).isNotEmptyFile();
    assertThat(share.resolve("doc/procnet/LICENSE")).isNotEmptyFile();
  }

  @Test
  void sharedJars_areThereOnce() throws Exception {
    Path guava;
    try (var jars = Files.newDirectoryStream(root.path().resolve("opt/procnet/lib"), "guava*")) {
      guava = jars.iterator().next();
    }
    assertThat(Files.getAttribute(guava, "unix:nlink")).isEqualTo(2);
  }

  /** The part of classes that a program does not load from its archive. */
  private static double missed(String variable, String... command) throws Exception {
    String loaded = "-Xlog:disable -Xlog:class+load:stdout";
    ProcessBuilder builder = root.inside(command);
    builder
        .command()
        .addAll(builder.command().indexOf("--"), List.of("--setenv", variable, loaded));
    List<String> classes =
        output(builder).lines().filter(line -> line.contains(" source: ")).toList();
    assertThat(classes).hasSizeGreaterThan(400);
    return (double) classes.stream().filter(line -> !line.contains("shared objects file")).count()
        / classes.size();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    return output(root.inside(command));
  }

  private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
