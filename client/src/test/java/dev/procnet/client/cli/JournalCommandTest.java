package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.v1.CallMatch;
import dev.procnet.v1.ClearCallsRequest;
import dev.procnet.v1.ListCallsRequest;
import dev.procnet.v1.WaitForCallsRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCommandTest {

  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void ls_allPages_areRowsAndDroppedOnesAreTold() {
    Cli.Result result = cli.run("journal", "ls");

    assertThat(result.out())
        .isEqualTo(
            """
            NUMBER  METHOD       STACK  FILE  STATUS       REVISION  MILLIS  FAULT
                 7  ReadNetFile  web    tcp   ok                  3   1.235  -
                 8  ListStacks   -      -     unavailable         0   0.000  slow,broken
            """);
    assertThat(result.err()).isEqualTo("procnet: 4 older calls were dropped for want of room\n");
    assertThat(cli.run("journal", "ls", "-o", "name").out()).isEqualTo("7\n8\n");
  }

  @Test
  void ls_jsonl_hasDetailsOfErrors() {
    assertThat(cli.run("journal", "ls", "-o", "jsonl").out())
        .contains("\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\"")
        .contains("\"reason\":\"FAULT_INJECTED\"");
  }

  @Test
  void ls_wide_hasCallersAndBytes() {
    assertThat(cli.run("journal", "ls", "-o", "wide").out())
        .contains("127.0.0.1:5000", "500", "1970-01-01T00:00:00Z", "no luck");
  }

  @Test
  void ls_filters_areSent() {
    cli.run(
        "--stack=web",
        "journal",
        "ls",
        "--method=ReadNetFile",
        "--net-file=tcp",
        "--net-file=dev_snmp6/*",
        "--caller=127.0.0.1",
        "--status=not-found",
        "--after=12",
        "--fault=slow");

    assertThat(server.requests(ListCallsRequest.class))
        .extracting(ListCallsRequest::getMatch)
        .contains(
            CallMatch.newBuilder()
                .setStack("web")
                .addMethods("ReadNetFile")
                .addFiles("tcp")
                .addFiles("dev_snmp6/*")
                .setCaller("127.0.0.1")
                .addCodes(5)
                .setAfterSequence(12)
                .setFault("slow")
                .build());
  }

  @Test
  void ls_count_isThatAlone() {
    assertThat(cli.run("journal", "ls", "--count").out()).isEqualTo("2\n");
  }

  @Test
  void wait_enough_printsThem() {
    Cli.Result result = cli.run("journal", "wait", "--at-least=2", "--within=30s", "-o", "name");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("7\n8\n");
    assertThat(server.requests(WaitForCallsRequest.class))
        .containsExactly(
            WaitForCallsRequest.newBuilder()
                .setMatch(CallMatch.getDefaultInstance())
                .setAtLeast(2)
                .setTimeout(Durations.fromSeconds(30))
                .build());
  }

  @Test
  void wait_tooFew_exitsWith1AndSaysHowMany() {
    Cli.Result result = cli.run("journal", "wait", "--at-least=3", "-o", "name");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("procnet: 2 such calls came in time, expected at least 3\n");
  }

  @Test
  void clear_withAndWithoutAStack_isOfItOrOfAll() {
    assertThat(cli.run("journal", "clear").err()).isEqualTo("procnet: 2 calls were forgotten\n");
    cli.run("--stack=web", "journal", "clear");

    assertThat(server.requests(ClearCallsRequest.class))
        .extracting(ClearCallsRequest::getStack)
        .containsExactly("", "web");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "journal",
        "journal sl",
        "journal ls --status lost",
        "journal ls --after x",
        "journal wait --within soon"
      })
  void journal_wrongUse_exitsWith2(String command) {
    assertThat(cli.run(command.split(" ")).code()).isEqualTo(2);
  }

  @Test
  void ls_unknownStatus_namesTheNearest() {
    assertThat(cli.run("journal", "ls", "--status", "unavailble").err())
        .contains("unavailable", "unknown, invalid-argument");
  }
}
