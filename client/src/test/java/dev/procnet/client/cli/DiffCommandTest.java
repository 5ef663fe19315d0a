package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.procnet.client.fake.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @TempDir private Path directory;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void diff_treeLikeTheStack_exits0() throws IOException {
    server.stack().file("tcp", "a 0000000000000000 b\n");
    server.stack().file("sctp/eps", " ENDPT\n       0        0 2   10\n");
    put("tcp", "a 00000000deadbeef b\n");
    put("sctp/eps", " ENDPT\n  7b3734 ffff8d1e04c3a800 2   10\n");

    Cli.Result result = cli.run("diff", directory.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
  }

  @Test
  void diff_differences_areToldFileByFile() throws IOException {
    server.stack().file("arp", "new\n").file("tcp", "head\none\ntwo\ntwo\n").file("udp", "b\na\n");
    put("tcp", "head\ntwo\nth\tree\n");
    put("udp", "a\nb\n");
    put("unix", "gone\n");

    Cli.Result result = cli.run("diff", directory.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            arp: added
            +new
            tcp: changed
            -th\\x09ree
            +one
            +two
            udp: reordered
            unix: removed
            -gone
            """);
  }

  @Test
  void diff_revisions_areRead() {
    server.stack().file("tcp", "one\n");
    long before = server.stack().revision();
    server.stack().file("tcp", "two\n");
    long after = server.stack().revision();

    assertThat(cli.run("diff", Long.toString(before), Long.toString(after)).out())
        .isEqualTo("tcp: changed\n-one\n+two\n");
    assertThat(cli.run("diff", Long.toString(after)).code()).isZero();
    assertThat(cli.run("diff", "-o", "name", Long.toString(before)).out()).isEqualTo("tcp\n");
  }

  @Test
  void diff_jsonl_isAFileALine() throws IOException {
    server.stack().file("tcp", "one\n");
    put("tcp", "two\n");

    JsonObject line =
        JsonParser.parseString(cli.run("diff", directory.toString(), "-o", "jsonl").out())
            .getAsJsonObject();

    assertThat(line.get("name").getAsString()).isEqualTo("tcp");
    assertThat(line.getAsJsonArray("removed").get(0).getAsString()).isEqualTo("two");
  }

  @Test
  void diff_trouble_isNotMistakenForADifference() {
    assertThat(cli.run("diff", directory.resolve("none").toString()).code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("diff", "1", "x").code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("diff", "1", "--stack", "gone").code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  private void put(String name, String content) throws IOException {
    Path file = directory.resolve("net").resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, content);
  }
}
