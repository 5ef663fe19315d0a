package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.ImportMode;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeCommandsTest {

  @TempDir private Path directory;
  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void import_tree_makesTheStackAndPrintsATable() throws IOException {
    put("net/tcp", "one\ntwo\n");
    put("net/dev_snmp6/eth0", "x");

    Cli.Result result = cli.run("import", directory.toString(), "--stack", "new");

    assertThat(result.out())
        .isEqualTo(
            """
            FILE            OUTCOME   LINES  BYTES
            dev_snmp6/eth0  opaque        1      1
            tcp             modelled      2      8
            """);
    assertThat(result.err()).isEqualTo("procnet: stack new at revision 2, linux-6.18\n");
    assertThat(server.stack("new").files(0)).containsOnlyKeys("dev_snmp6/eth0", "tcp");
  }

  @Test
  void import_options_areSent() throws IOException {
    put("tcp", "");

    cli.run(
        "import",
        directory.toString(),
        "--profile",
        "gvisor",
        "--replace",
        "--dry-run",
        "--expected-revision",
        "7");

    assertThat(server.imports().get(0))
        .satisfies(
            (ImportStart start) -> {
              assertThat(start.getProfile()).isEqualTo(Profile.PROFILE_GVISOR);
              assertThat(start.getMode()).isEqualTo(ImportMode.IMPORT_MODE_REPLACE);
              assertThat(start.getValidateOnly()).isTrue();
              assertThat(start.getExpectedRevision()).isEqualTo(7);
              assertThat(start.getStack()).isEqualTo("default");
            });
  }

  @Test
  void import_badFile_showsEveryPlace() throws IOException {
    put("net/tcp", "bad");

    Cli.Result result = cli.run("import", directory.toString());

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .isEqualTo(
            """
            procnet: the tree is not what a kernel prints
              tcp:1:1: 'bad': '  sl' expected
              udp:3:7: 'x': a hexadecimal number expected
            """);
    assertThat(server.stack().revision()).isEqualTo(1);
  }

  @Test
  void import_lenient_warnsOfWhatIsKeptAsItIs() throws IOException {
    put("net/tcp", "bad");

    Cli.Result result = cli.run("import", directory.toString(), "--lenient");
    Cli.Result json = cli.run("import", directory.toString(), "--lenient", "-o", "json");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("tcp   opaque");
    assertThat(result.err())
        .startsWith("procnet: tcp:1:2: expected good, found 'bad'; kept as it was captured\n");
    assertThat(json.out()).contains("\"warning\"").contains("\"expected\": \"good\"");
    assertThat(server.stack().files(0)).containsEntry("tcp", ByteString.copyFromUtf8("bad"));
  }

  @Test
  void import_noDirectory_namesIt() {
    Cli.Result result = cli.run("import", directory + "/nowhere");

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .isEqualTo("procnet: " + directory + "/nowhere: no such file or directory\n");
  }

  @Test
  void export_files_areWritten() throws IOException {
    server.stack().file("tcp", "t").file("udp", "u");

    Cli.Result result = cli.run("export", directory.resolve("out").toString());

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "procnet: stack default at revision 3: 2 files, 2 bytes to "
                + directory.resolve("out/net")
                + "\n");
    assertThat(directory.resolve("out/net/tcp")).hasContent("t");
  }

  @Test
  void export_namedFiles_areWrittenAlone() {
    server.stack().file("tcp", "t").file("udp", "u");

    cli.run("export", directory.toString(), "udp");

    assertThat(directory.resolve("net/udp")).hasContent("u");
    assertThat(directory.resolve("net/tcp")).doesNotExist();
  }

  @Test
  void export_streamEndsShort_failsAndWritesNothing() {
    server.stack().file("tcp", "t");
    server.faults().streams(StreamFault.NO_END);

    Cli.Result result = cli.run("export", directory.toString());

    assertThat(result.code()).isEqualTo(ExitCode.DAMAGED);
    assertThat(result.err()).contains("cut short").contains("(1 bytes received)");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void push_treeUnchanged_isSentOnce() throws IOException {
    put("net/tcp", "t");

    Cli.Result result = cli.run("push", directory.toString(), "--interval", "10ms", "--count", "5");

    assertThat(result.code()).isZero();
    assertThat(server.imports()).hasSize(1);
    assertThat(result.err()).isEqualTo("procnet: 1 files sent, stack default at revision 2\n");
  }

  @Test
  void push_treeChanges_isSentAgain() throws Exception {
    put("net/tcp", "one");
    FutureTask<Cli.Result> push =
        start(() -> cli.run("push", directory.toString(), "--interval", "10ms", "--count", "100"));
    await().until(() -> server.imports().size() == 1);

    put("net/tcp", "two");

    await().until(() -> server.imports().size() == 2);
    assertThat(server.stack().files(0)).containsEntry("tcp", ByteString.copyFromUtf8("two"));
    assertThat(push.get().code()).isZero();
  }

  @Test
  void push_stackChangedByOthers_isMadeEqualAgain() throws Exception {
    put("net/tcp", "mine");
    FutureTask<Cli.Result> push =
        start(() -> cli.run("push", directory.toString(), "--interval", "10ms", "--count", "100"));
    await().until(() -> server.imports().size() == 1);

    server.stack().file("tcp", "theirs");

    await().until(() -> server.imports().size() == 2);
    assertThat(push.get().code()).isZero();
    assertThat(server.stack().files(0)).containsEntry("tcp", ByteString.copyFromUtf8("mine"));
  }

  @Test
  void push_roundFails_isReportedAndTheNextGoesOn() throws Exception {
    put("net/tcp", "bad");
    FutureTask<Cli.Result> push =
        start(() -> cli.run("push", directory.toString(), "--interval", "20ms", "--count", "50"));
    await().until(() -> server.methods().size() >= 2);

    put("net/tcp", "good");

    assertThat(push.get().code()).isZero();
    assertThat(push.get().err()).contains("tcp:1:1: 'bad'").contains("1 files sent");
    assertThat(server.imports()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "mirror /proc/nowhere, /proc: takes no files",
    "mirror /dev/null/x, /dev/null: not a directory",
    "push /nowhere, /nowhere: no such file or directory"
  })
  void rounds_directoryThatCantBe_endAtOnce(String args, String message) {
    Cli.Result result = cli.run(args.split(" "));

    assertThat(result.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).isEqualTo("procnet: " + message + "\n");
  }

  @Test
  void push_lenient_warnsOncePerPlace() throws Exception {
    put("net/tcp", "bad");
    FutureTask<Cli.Result> push =
        start(
            () ->
                cli.run(
                    "push",
                    directory.toString(),
                    "--lenient",
                    "--interval",
                    "10ms",
                    "--count",
                    "100"));
    await().until(() -> server.imports().size() == 1);

    put("net/udp", "u");

    await().until(() -> server.imports().size() == 2);
    assertThat(push.get().code()).isZero();
    assertThat(push.get().err()).containsOnlyOnce("tcp:1:2: expected good, found 'bad'");
  }

  @Test
  void push_lastRoundFails_isTheExitCode() throws IOException {
    put("net/tcp", "bad");

    assertThat(cli.run("push", directory.toString(), "--count", "1").code())
        .isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void push_serverRestarts_isWaitedForAndSentAgain() throws Exception {
    put("net/tcp", "t");
    int port;
    FutureTask<Cli.Result> push;
    try (FakeServer first = FakeServer.start()) {
      port = first.port();
      Cli toFirst = Cli.of(first);
      push = start(() -> toFirst.run("push", directory.toString(), "--interval", "20ms"));
      await().until(() -> first.imports().size() == 1);
    }
    Thread.sleep(1500); // long enough that all attempts of one call find no server
    try (FakeServer second = FakeServer.start(port)) {
      await().until(() -> second.imports().size() == 1);
      stop(push);

      assertThat(push.get().code()).isZero();
      assertThat(push.get().err())
          .contains("is unavailable")
          .contains("trying again until it is back\n")
          .contains("procnet: the server is back\n");
    }
  }

  @Test
  void mirror_stackChanges_replacesAndRemovesWhatItWrote() throws Exception {
    put("net/mine", "mine");
    server.stack().file("tcp", "one").file("udp", "u");
    FutureTask<Cli.Result> mirror =
        start(() -> cli.run("mirror", directory.toString(), "--interval", "10ms"));
    await().until(() -> Files.exists(directory.resolve("net/udp")));

    server.stack().file("tcp", "two").remove("udp");

    await().until(() -> !Files.exists(directory.resolve("net/udp")));
    assertThat(directory.resolve("net/tcp")).hasContent("two");
    assertThat(directory.resolve("net/mine")).hasContent("mine");
    stop(mirror);
    assertThat(mirror.get().code()).isZero();
  }

  @Test
  void mirror_stackIsDeleted_endsWithOneError() {
    Cli.Result result =
        cli.run("mirror", directory.toString(), "--stack", "gone", "--interval", "10ms");

    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.err()).contains("'gone'").hasLineCount(1);
  }

  @Test
  void mirror_nothingChanges_exportsOnce() {
    server.stack().file("tcp", "t");

    cli.run("mirror", directory.toString(), "--interval", "10ms", "--count", "5");

    assertThat(server.methods())
        .containsExactly("GetStack", "ExportStack", "GetStack", "GetStack", "GetStack", "GetStack");
  }

  @Test
  void mirror_streamEndsShort_leavesTheDirectoryAsItWas() throws IOException {
    put("net/tcp", "old");
    server.stack().file("tcp", "new");
    server.faults().streams(StreamFault.WRONG_DIGEST);

    Cli.Result result = cli.run("mirror", directory.toString(), "--count", "1");

    assertThat(result.code()).isEqualTo(ExitCode.DAMAGED);
    assertThat(directory.resolve("net/tcp")).hasContent("old");
  }

  private void put(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, UTF_8);
  }

  private Thread runner = new Thread();

  private FutureTask<Cli.Result> start(Callable<Cli.Result> command) {
    FutureTask<Cli.Result> task = new FutureTask<>(command);
    runner = new Thread(task);
    runner.start();
    return task;
  }

  /** As the signal's handler does. */
  private void stop(FutureTask<Cli.Result> task) {
    runner.interrupt();
    await().until(task::isDone);
  }
}
