package dev.procnet.client.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.procnet.client.FieldViolation;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.Interface;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  private static final Mutation DELETE_ROUTE = Mutation.newBuilder().setDeleteRoute(3).build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.yaml      | mutations: [{deleteRoute: 3}]",
        "a.yml       | [{delete_route: 3}]",
        "a.YAML      | deleteRoute: 3",
        "a.json      | {\"mutations\": [{\"deleteRoute\": \"3\"}]}",
        "a.json      | [{\"deleteRoute\": 3}]",
        "a.json      | {\"deleteRoute\": 3}",
        "a.textproto | mutations { delete_route: 3 }",
        "a.txtpb     | mutations: <delete_route: 3>",
        "stdin       | [{\"deleteRoute\": 3}]",
        "stdin       | - deleteRoute: 3",
        "stdin       | mutations { delete_route: 3 }",
        "stdin       | ` # a comment` ",
      })
  void read_anyForm_isTheSameRequest(String file, String text) throws InputException {
    String content = text.contains("comment") ? "# a comment\n- deleteRoute: 3\n" : text;

    assertThat(read(file, content).getMutationsList()).containsExactly(DELETE_ROUTE);
  }

  @Test
  void read_severalDocuments_areOneBatch() throws InputException {
    ApplyMutationsRequest request =
        read(
            "a.yaml",
            """
            ---
            stack: web
            mutations:
            - deleteRoute: 1
            ---
            - deleteRoute: 2
            ---
            deleteRoute: 3
            ---
            """);

    assertThat(request.getStack()).isEqualTo("web");
    assertThat(request.getMutationsList())
        .extracting(Mutation::getDeleteRoute)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void read_documentsOfTwoStacks_areRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "a.yaml",
                    """
                    stack: a
                    mutations: [{deleteRoute: 1}]
                    ---
                    stack: b
                    mutations: [{deleteRoute: 1}]
                    """))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("of one stack");
  }

  @Test
  void read_yamlScalars_areWhatTheirFieldsAre() throws InputException {
    ApplyMutationsRequest request =
        read(
            "a.yaml",
            """
            - putInterface: {index: 2, name: no, linkAddress: 02:00:00:00:10:01, flags: 0x1003}
            - putNeighbor: {interface_index: 2, address: 10.0.0.2, proxy: true, state: ~}
            - openSocket: {uid: 010, tcp: {state: TCP_STATE_LISTEN, slowStartThreshold: -1}}
            - openSocket: {unix: {path: AGFi}}
            - addCounters: {name: Tcp, counters: [{name: X, value: 18446744073709551615}]}
            """);

    assertThat(request.getMutations(0).getPutInterface())
        .isEqualTo(
            Interface.newBuilder()
                .setIndex(2)
                .setName("no")
                .setLinkAddress("02:00:00:00:10:01")
                .setFlags(0x1003)
                .build());
    assertThat(request.getMutations(1).getPutNeighbor())
        .isEqualTo(
            Neighbor.newBuilder()
                .setInterfaceIndex(2)
                .setAddress("10.0.0.2")
                .setProxy(true)
                .build());
    assertThat(request.getMutations(2).getOpenSocket().getUid()).isEqualTo(10);
    assertThat(request.getMutations(2).getOpenSocket().getTcp().getState())
        .isEqualTo(TcpState.TCP_STATE_LISTEN);
    assertThat(request.getMutations(3).getOpenSocket().getUnix().getPath().toStringUtf8())
        .isEqualTo("\0ab");
    assertThat(request.getMutations(4).getAddCounters().getCounters(0).getValue()).isEqualTo(-1);
  }

  @Test
  void read_severalProblemsInYaml_areAllNamedWithTheirLines() {
    assertProblems(
        "a.yaml",
        """
        - openSokcet: {}
        - openSocket:
            uid: 4294967296
            tcp:
              state: TCP_STATE_LISTNE
              local: 127.0.0.1:80
            unix: {listening: yes, path: '!'}
        """,
        new FieldViolation(
            "line 1, mutations[0].openSokcet", "no field of Mutation; did you mean 'openSocket'?"),
        new FieldViolation(
            "line 3, mutations[1].openSocket.uid",
            "'4294967296': a number of 0 to 4294967295 expected"),
        new FieldViolation(
            "line 5, mutations[1].openSocket.tcp.state",
            "'TCP_STATE_LISTNE': no value of TcpState; did you mean 'TCP_STATE_LISTEN'?"),
        new FieldViolation(
            "line 6, mutations[1].openSocket.tcp.local", "fields of Endpoint expected"),
        new FieldViolation(
            "line 7, mutations[1].openSocket.unix.listening", "'yes': true or false expected"),
        new FieldViolation("line 7, mutations[1].openSocket.unix.path", "'!': base64 expected"));
  }

  @Test
  void read_unknownFieldInJson_isNamedWithItsPath() {
    assertProblems(
        "a.json",
        "{\"mutations\": [{\"openSocket\": {\"tcp\": {\"lokal\": {}}}}]}",
        new FieldViolation(
            "mutations[0].openSocket.tcp.lokal", "no field of TcpSocket; did you mean 'local'?"));
  }

  @Test
  void read_unknownFieldInTextproto_isNamedWithItsLine() {
    assertProblems(
        "a.textproto",
        "mutations {\n  open_socket {\n    tcp { lokal { } }\n  }\n}\n",
        new FieldViolation(
            "line 3, column 11, lokal", "no field of TcpSocket; did you mean 'local'?"));
  }

  @Test
  void read_listWhereOneIsExpected_isNamed() {
    assertProblems(
        "a.yaml",
        "mutations: {deleteRoute: 3}",
        new FieldViolation("line 1, mutations", "a list expected"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.yaml      | a: [b            | a.yaml: not YAML: line 1, column",
        "a.yaml      | {a: 1, a: 2}     | a.yaml: not YAML: ",
        "a.yaml      | just words       | a.yaml: a request or a list of mutations expected",
        "a.json      | {\"a\": }        | a.json: not JSON: ",
        "a.json      | [] []            | a.json: not JSON: ",
        "a.textproto | mutations {      | a.textproto:1:",
        "a.textproto | mutations { open_socket { uid: x } } | a.textproto:1:",
      })
  void read_syntaxError_namesFileAndPlace(String file, String text, String message) {
    assertThatThrownBy(() -> read(file, text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "mutations: []", "stack: web"})
  void read_noMutations_isRefused(String text) {
    assertThatThrownBy(() -> read("a.yaml", text))
        .isInstanceOf(InputException.class)
        .hasMessage("a.yaml: has no mutations");
  }

  @Test
  void read_notUtf8_isRefused() {
    assertThatThrownBy(() -> new RequestReader("a.yaml").read(new byte[] {(byte) 0xff}, null))
        .isInstanceOf(InputException.class)
        .hasMessage("a.yaml: is not UTF-8");
  }

  @Test
  void read_aliasBomb_isRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThatThrownBy(() -> read("a.yaml", bomb.toString())).isInstanceOf(InputException.class);
  }

  private static void assertProblems(String file, String text, FieldViolation... problems) {
    assertThatThrownBy(() -> read(file, text))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": not applied")
        .asInstanceOf(type(InputException.class))
        .satisfies(e -> assertThat(e.problems()).containsExactly(problems));
  }

  private static ApplyMutationsRequest read(String file, String text) throws InputException {
    return new RequestReader(file).read(text.getBytes(UTF_8), null);
  }
}
