package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.EntityKind;
import dev.procnet.v1.WatchStackRequest;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
