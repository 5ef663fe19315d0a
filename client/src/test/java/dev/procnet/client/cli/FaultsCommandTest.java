package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.v1.CallStatus;
import dev.procnet.v1.FaultDelay;
import dev.procnet.v1.FaultEffect;
import dev.procnet.v1.FaultMatch;
import dev.procnet.v1.FaultPhase;
import dev.procnet.v1.FaultRule;
import dev.procnet.v1.ReplaceFaultsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsCommandTest {

  private static final String RULES =
      """
      rules:
      - name: slow
        match: {methods: [ReadNetFile], files: [tcp], metadata: {x-zone: b}}
        probability: 0.5
        effects:
        - delay: {fixed: 50ms}
        - status:
            code: 14
            details:
            - {"@type": type.googleapis.com/google.rpc.RetryInfo, retryDelay: 3s}
      - name: lost
        phase: FAULT_PHASE_AFTER
        effects: [{dropConnection: {}}]
      """;

  @TempDir Path directory;
  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void set_file_isSentAsItIs() throws IOException {
    Path file = Files.writeString(directory.resolve("f.yaml"), RULES);

    Cli.Result result = cli.run("--stack=web", "faults", "set", "-f", file.toString(), "--ttl=5m");

    assertThat(result.err())
        .isEqualTo("procnet: 2 fault rules are on until 1970-01-01T00:00:00Z\n");
    ReplaceFaultsRequest request = server.requests(ReplaceFaultsRequest.class).get(0);
    assertThat(request.getStack()).isEqualTo("web");
    assertThat(request.getTtl()).isEqualTo(Durations.fromMinutes(5));
    assertThat(request.getRules(0))
        .isEqualTo(
            FaultRule.newBuilder()
                .setName("slow")
                .setMatch(
                    FaultMatch.newBuilder()
                        .addMethods("ReadNetFile")
                        .addFiles("tcp")
                        .putMetadata("x-zone", "b"))
                .setProbability(0.5)
                .addEffects(
                    FaultEffect.newBuilder()
                        .setDelay(FaultDelay.newBuilder().setFixed(Durations.fromMillis(50))))
                .addEffects(
                    FaultEffect.newBuilder()
                        .setStatus(
                            CallStatus.newBuilder()
                                .setCode(14)
                                .addDetails(
                                    Any.pack(
                                        RetryInfo.newBuilder()
                                            .setRetryDelay(Durations.fromSeconds(3))
                                            .build()))))
                .build());
    assertThat(request.getRules(1).getPhase()).isEqualTo(FaultPhase.FAULT_PHASE_AFTER);
  }

  @Test
  void set_standardInput_isRead() {
    cli.input("{\"rules\": [{\"name\": \"a\", \"effects\": [{\"stall\": \"1s\"}]}]}")
        .run("faults", "set", "-f", "-");

    assertThat(server.requests(ReplaceFaultsRequest.class))
        .extracting(ReplaceFaultsRequest::getStack)
        .containsExactly("default");
  }

  @Test
  void set_typo_namesFileLineFieldAndNearest() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("f.yaml"), RULES.replace("probability:", "probabilty:"));

    Cli.Result result = cli.run("faults", "set", "-f", file.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("f.yaml", "line 4, rules[0].probabilty", "did you mean 'probability'?");
    assertThat(server.requests(ReplaceFaultsRequest.class)).isEmpty();
  }

  @Test
  void ls_showsRulesAndWhatTheyDid() throws IOException {
    Path file = Files.writeString(directory.resolve("f.yaml"), RULES);
    cli.run("faults", "set", "-f", file.toString());

    assertThat(cli.run("faults", "ls").out())
        .isEqualTo(
            """
            RULE  MATCHED  FIRED  PHASE   EFFECTS          METHODS      FILES  CALLER
            slow        5      2  before  delay,status     ReadNetFile  tcp    -
            lost        5      2  after   drop-connection  -            -      -
            """);
    assertThat(cli.run("faults", "ls", "-o", "name").out()).isEqualTo("slow\nlost\n");
    assertThat(cli.run("faults", "ls", "-o", "json").out()).contains("\"retryDelay\": \"3s\"");
  }

  @Test
  void clear_setsNone() {
    Cli.Result result = cli.run("--stack=*", "faults", "clear");

    assertThat(result.err()).isEqualTo("procnet: no fault rules are on\n");
    assertThat(server.requests(ReplaceFaultsRequest.class))
        .containsExactly(ReplaceFaultsRequest.newBuilder().setStack("*").build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"faults", "faults set", "faults clera", "faults set -f - --ttl soon"})
  void faults_wrongUse_exitsWith2(String command) {
    assertThat(cli.run(command.split(" ")).code()).isEqualTo(2);
  }
}
