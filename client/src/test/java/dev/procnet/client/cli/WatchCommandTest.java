package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.EntityKind;
import dev.procnet.v1.WatchStackRequest;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchCommandTest {

  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void watch_changes_areALineOfJsonEach() {
    server.stack().file("a", "1").file("b", "2");

    Cli.Result result = cli.run("watch", "--after-revision", "1", "--count", "3");

    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(changes(line).getAsJsonArray("changes")).hasSize(1))
        .extracting(line -> revision(line))
        .containsExactly("2", "2", "3");
  }

  @Test
  void watch_kindsAndInitial_areAskedFor() {
    Cli.Result result = cli.run("watch", "--initial", "--kinds", "socket,route", "--count", "1");

    assertThat(server.requests(WatchStackRequest.class).get(0))
        .satisfies(
            request -> {
              assertThat(request.getInitialState()).isTrue();
              assertThat(request.getKindsList())
                  .containsExactly(EntityKind.ENTITY_KIND_SOCKET, EntityKind.ENTITY_KIND_ROUTE);
            });
    assertThat(result.out()).contains("\"bookmark\":{\"synced\":true}");
  }

  @Test
  void watch_tooSlow_saysWhereToGoOn() {
    server.stack().file("a", "1");
    FutureTask<Cli.Result> watch = start("watch", "--after-revision", "1");
    await().until(() -> server.methods().contains("WatchStack"));

    server.faults().streams(StreamFault.UNAVAILABLE);

    await().until(watch::isDone);
    assertThat(watch.resultNow().code()).isEqualTo(ExitCode.FAILURE);
    assertThat(watch.resultNow().err())
        .contains("--after-revision goes on from there")
        .contains("procnet: the watcher is too slow");
  }

  @Test
  void watch_serverDies_exits4() {
    FutureTask<Cli.Result> watch = start("watch");
    await().until(() -> server.openCalls() == 1);

    server.close();

    await().until(watch::isDone);
    assertThat(watch.resultNow().code()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(watch.resultNow().err()).contains("is unavailable");
  }

  @Test
  void watchFile_contentChanges_isPrintedAgain() {
    server.stack().file("tcp", "one\n");
    FutureTask<Cli.Result> watch = start("watch", "tcp", "--count", "2");
    await().until(() -> server.methods().contains("WatchStack"));

    server.stack().file("udp", "another file"); // a revision that changes another file
    await().until(() -> server.methods().contains("ReadNetFile"));
    server.stack().file("tcp", "two\n");

    await().until(watch::isDone);
    assertThat(watch.resultNow().out()).isEqualTo("one\ntwo\n");
    assertThat(watch.resultNow().err())
        .isEqualTo("procnet: tcp at revision 2\nprocnet: tcp at revision 4\n");
    assertThat(watch.resultNow().code()).isZero();
  }

  @Test
  void fileScreen_drawnAgain_marksCellsThatChanged() {
    FileScreen screen = new FileScreen();
    screen.draw("t", ByteString.copyFromUtf8("a 1\nb 2\nc\n"), 24, 80);

    assertThat(screen.draw("t", ByteString.copyFromUtf8("a 1\nb 3\nb 2\nnew\n"), 24, 80))
        .isEqualTo(
            "\033[Ht\033[K\r\na 1\033[K\r\nb \033[7m3\033[27m\033[K\r\nb 2\033[K\r\n"
                + "\033[7mnew\033[27m\033[K\r\n\033[J");
  }

  @Test
  void fileScreen_small_isCut() {
    FileScreen screen = new FileScreen();
    screen.draw("title", ByteString.copyFromUtf8("1234\n"), 5, 4);

    assertThat(screen.draw("title", ByteString.copyFromUtf8("12 345\n1234\n3\n4\n"), 5, 4))
        .isEqualTo(
            "\033[Htitl\033[K\r\n\033[7m12\033[27m \033[7m3\033[27m\033[K\r\n1234\033[K\r\n"
                + "... \033[K\r\n\033[J");
  }

  @Test
  void fileScreen_tabsAndControls_areBlanksAndEscaped() {
    assertThat(new FileScreen().draw("t", ByteString.copyFromUtf8("a\tb\033[1m"), 24, 80))
        .contains("a       b\\x1b[1m");
  }

  @ParameterizedTest
  @CsvSource({"dumb, false", "xterm, true"})
  void watchFile_onATerminal_isDrawnUnlessDumb(String term, boolean drawn) {
    server.stack().file("tcp", "one\n");
    Map<String, String> environment = Map.of("PROCNET_SERVER", server.address(), "TERM", term);

    Cli.Result result = new Cli(environment).terminal().run("watch", "tcp", "--count", "1");

    assertThat(result.out().startsWith("\033[Htcp of stack default at revision 2\033[K\r\none"))
        .isEqualTo(drawn);
    assertThat(result.out().equals("one\n")).isNotEqualTo(drawn);
  }

  @Test
  void watchFile_unknown_isNotFound() {
    assertThat(cli.run("watch", "nothing").code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  private FutureTask<Cli.Result> start(String... args) {
    FutureTask<Cli.Result> task = new FutureTask<>(() -> cli.run(args));
    new Thread(task).start();
    return task;
  }

  private static JsonObject changes(String line) {
    return JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("changes");
  }

  private static String revision(String line) {
    return JsonParser.parseString(line)
        .getAsJsonObject()
        .getAsJsonObject("header")
        .get("revision")
        .getAsString();
  }
}
