package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.procnet.client.fake.CutConnection;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults;
import dev.procnet.client.fake.Http2Peer;
import dev.procnet.v1.Interface;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {

  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, 3",
    "UNAUTHENTICATED, 5",
    "PERMISSION_DENIED, 5",
    "INVALID_ARGUMENT, 2",
    "INTERNAL, 1",
    "RESOURCE_EXHAUSTED, 1",
    "ABORTED, 1",
    "OUT_OF_RANGE, 1",
    "UNIMPLEMENTED, 10",
    "DEADLINE_EXCEEDED, 6"
  })
  void exitCode_ofStatus_isOfTheContract(Status.Code code, int exit) {
    server
        .faults()
        .fail("ListNetFiles", code.toStatus().withDescription("words").asRuntimeException());

    Cli.Result result = cli.run("ls");

    assertThat(result.code()).isEqualTo(exit);
    assertThat(result.err()).startsWith("procnet: ").hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void exitCode_noServer_isUnavailable() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    Cli.Result result = cli.run("ls", "--server", "127.0.0.1:" + free);

    assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(result.err())
        .startsWith("procnet: server 127.0.0.1:" + free + " is unavailable: Connection refused");
  }

  @Test
  void exitCode_serverNeverSpeaks_isSilent() throws IOException {
    try (ServerSocket mute = new ServerSocket(0)) {
      Cli.Result result =
          cli.run("--server=127.0.0.1:" + mute.getLocalPort(), "--timeout=300ms", "ls");

      assertThat(result.code()).isEqualTo(ExitCode.SILENT);
      assertThat(result.err()).contains("wait longer with --timeout");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "15030300020246, speaks TLS, try --tls",
    "485454502f312e31203430302042616420526571756573740d0a0d0a, does not speak gRPC, --web-listen"
  })
  void exitCode_otherProtocol_saysWhichAndWhatToTry(String bytes, String message, String advice)
      throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      Thread answers = new Thread(() -> answer(other, bytes));
      answers.setDaemon(true);
      answers.start();

      Cli.Result result = cli.run("--server=127.0.0.1:" + other.getLocalPort(), "ls");

      assertThat(result.err()).contains(message).contains(advice);
      assertThat(result.code()).isEqualTo(ExitCode.PROTOCOL);
    }
  }

  private static void answer(ServerSocket server, String bytes) {
    while (!server.isClosed()) {
      try (java.net.Socket socket = server.accept()) {
        socket.getInputStream().read();
        socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
        socket.getOutputStream().flush();
        socket.shutdownOutput();
        while (socket.getInputStream().read() >= 0) {
          // Until the client has gone.
        }
      } catch (IOException e) {
        // The test has ended.
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"NO_END, 9", "WRONG_DIGEST, 9", "WRONG_LENGTH, 9", "UNAVAILABLE, 8", "SILENCE, 8"})
  void exitCode_brokenStream_saysThatItIsNotTheWhole(Faults.StreamFault fault, int exit) {
    server.stack().file("tcp", "x");
    server.faults().streams(fault);

    String timeout = fault == Faults.StreamFault.SILENCE ? "2s" : "20s";
    Cli.Result result = cli.run("cat", "tcp", "--timeout", timeout);

    assertThat(result.code()).isEqualTo(exit);
    assertThat(result.err()).contains("run the command again").hasLineCount(1);
  }

  @Test
  void exitCode_serverDiesInTheMiddle_isLostAndWhatCameIsIntact() throws IOException {
    ByteString content = ByteString.copyFromUtf8("0123456789\n".repeat(100_000));
    server.stack().file("tcp", content);
    try (CutConnection cut = new CutConnection(server, 300_000)) {
      Cli.Result result = cli.run("cat", "tcp", "--server", cut.address());

      assertThat(result.err())
          .startsWith(
              "procnet: tcp: the stream was cut short: server "
                  + cut.address()
                  + " is unavailable: ")
          .contains("bytes received); run the command again: what came is not the whole")
          .hasLineCount(1);
      assertThat(result.code()).isEqualTo(ExitCode.LOST);
      assertThat(result.bytes().isEmpty()).isFalse();
      assertThat(content.startsWith(result.bytes())).isTrue();
    }
  }

  /** Bytes of a gRPC answer: none at all, the head of a message, a part of one. */
  @ParameterizedTest
  @ValueSource(strings = {"", "000000", "00000000100a"})
  void exitCode_answerEndsWithinAMessage_isDamaged(String body) {
    try (Http2Peer peer = new Http2Peer(200, "application/grpc", HexFormat.of().parseHex(body))) {
      Cli.Result result = cli.run("cat", "tcp", "--server", peer.address());

      assertThat(result.err())
          .isEqualTo(
              "procnet: server "
                  + peer.address()
                  + " ended its answer within a message; run the command again: what came is not"
                  + " the whole\n");
      assertThat(result.code()).isEqualTo(ExitCode.DAMAGED);
    }
  }

  @Test
  void exitCode_proxyWantsACertificate_isDenied() {
    String page = "<html><center>No required SSL certificate was sent</center></html>";
    try (Http2Peer nginx = new Http2Peer(400, "text/html", page.getBytes(UTF_8))) {
      Cli.Result result = cli.run("ls", "--server", nginx.address());

      assertThat(result.err())
          .contains("wants a client certificate that it trusts", "show it with --cert and --key")
          .hasLineCount(1);
      assertThat(result.code()).isEqualTo(ExitCode.DENIED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat tcp -o json",
        "-o yaml cat tcp",
        "mirror d -o table",
        "completion bash -o csv"
      })
  void usage_formOfWhatHasOne_isRefused(String args) {
    Cli.Result result = cli.run(args.split(" "));

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("has one form");
    assertThat(server.methods()).isEmpty();
  }

  @Test
  void usage_jsonl_isJsonToo() {
    assertThat(jsonError(cli.run("ls", "-o", "jsonl", "--nonsense")).get("code").getAsString())
        .isEqualTo("USAGE");
  }

  @Test
  void exitCode_importOfAWrongFile_isAFailure() {
    server
        .faults()
        .fail(
            "ListNetFiles",
            Faults.error(Code.INVALID_ARGUMENT, "IMPORT_FILE_INVALID", Map.of(), "tcp is wrong"));

    assertThat(cli.run("ls").code()).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void advice_json_isAFieldOfItsOwn() {
    server
        .faults()
        .fail("ListNetFiles", Status.UNIMPLEMENTED.withDescription("m").asRuntimeException());

    JsonObject error = jsonError(cli.run("ls", "-o", "json"));

    assertThat(error.get("advice").getAsString()).contains("older than this client");
    assertThat(error.get("message").getAsString()).doesNotContain("older than this client");
  }

  @Test
  void help_exitCodes_listsAll() {
    assertThat(cli.run("help", "exit-codes").out()).hasLineCount(ExitCode.WORDS.size());
  }

  @Test
  void exitCode_noUnixSocket_isUnavailable() {
    Cli.Result result = cli.run("ls", "--server", "unix:/nowhere/procnetd.sock");

    assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(result.err())
        .startsWith("procnet: server unix:/nowhere/procnetd.sock is unavailable: ")
        .contains("No such file or directory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lss                          | unknown command 'lss'; did you mean 'ls'?",
        "cta tcp                      | unknown command 'cta'; did you mean 'cat'?",
        "stacks lst                   | unknown command 'lst'; did you mean 'ls'?",
        "ls --srever x                | unknown option '--srever'; did you mean '--server'?",
        "sockets --listenning         | unknown option '--listenning'; did you mean '--listening'?",
        "cat                          | a FILE, or --all, is missing",
        "cat --all                    | -d DIR is missing",
        "cat --all tcp -d d           | --all: no FILE expected, but tcp",
        "cat tcp udp --if-changed-since 1 | one FILE expected",
        "cat tcp --if-changed-since x | a number of 0 to 2^64-1 expected",
        "ls sys/net extra             | unexpected argument 'extra'",
        "ls --timeout 5               | '5' is no time: a positive one expected",
        "ls --timeout 0s              | '0s' is no time: a positive one expected",
        "ls --server nowhere          | --server: server 'nowhere': host:port, [v6]:port or unix:",
        "ls -o xml                    | xml",
        "ls --revision -1             | a number of 0 to 2^64-1 expected",
        "cat --uid-map 1:2 tcp        | '1:2': inside:outside:length expected",
        "sockets --state lisen        | did you mean 'listen'?",
        "sockets --unix-path \\q      | expected at character 1",
        "import --profile linux-6.2 d | did you mean 'linux-6.1'?",
        "import --create --replace d  | mutually exclusive",
        "watch --kinds sockets        | did you mean 'socket'?",
        "watch tcp --initial          | are for a watch without FILE",
        "watch --initial --after-revision 3 | mutually exclusive",
        "stacks                       | a command is missing",
        "--stack x                    | a command is missing",
        "apply                        | Missing required option: '--file=FILE'",
        "completion tcsh              | tcsh",
      })
  void usage_wrong_saysWhatAndExits2(String args, String message) {
    Cli.Result result = cli.run(args.split(" "));

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("procnet: ").contains(message).contains("--help'");
    assertThat(result.out()).isEmpty();
    assertThat(server.methods()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "set link et0 up             | interface 'et0' is not there; did you mean 'eth0'?",
        "set counter Tpc.InSegs+=1   | group 'Tpc' is not there",
        "context use nobody          | context 'nobody' is not there",
        "explain tcp.retrnsm         | column 'tcp.retrnsm' is not there; did you mean",
        "get interfaces et0          | interfaces: 'et0' is not there; did you mean 'eth0'?",
      })
  void exitCode_nameOfNothing_isNotFound(String args, String message) {
    server.stack().interfaces().add(Interface.newBuilder().setIndex(2).setName("eth0").build());

    Cli.Result result = cli.run(args.split(" "));

    assertThat(result.err()).startsWith("procnet: " + message).hasLineCount(1);
    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void error_nameOfNothingInJson_isJson() {
    assertThat(jsonError(cli.run("explain", "x", "-o", "json")).get("code").getAsString())
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void usage_wrongEnvironment_namesTheVariable() {
    Cli.Result result = new Cli(Map.of("PROCNET_SERVER", "nowhere")).run("ls");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("procnet: PROCNET_SERVER: server 'nowhere'");
  }

  @Test
  void error_violations_areALineEach() {
    server
        .faults()
        .fail(
            "ListNetFiles",
            Faults.error(
                Code.INVALID_ARGUMENT,
                "FIELD_INVALID",
                Map.of(),
                "2 fields are wrong",
                "read.reader.uid_map[0].length",
                "0: 1 or more expected",
                "stack",
                "too long"));

    assertThat(cli.run("ls").err())
        .isEqualTo(
            """
            procnet: 2 fields are wrong
              read.reader.uid_map[0].length: 0: 1 or more expected
              stack: too long
            """);
  }

  @Test
  void error_json_hasAllOfIt() {
    server
        .faults()
        .fail(
            "ListNetFiles",
            Faults.error(
                Code.INVALID_ARGUMENT, "FIELD_INVALID", Map.of("k", "v"), "wrong", "f", "d"));

    JsonObject error = jsonError(cli.run("ls", "-o", "json"));

    assertThat(error.get("code").getAsString()).isEqualTo("INVALID_ARGUMENT");
    assertThat(error.get("message").getAsString()).isEqualTo("wrong");
    assertThat(error.get("reason").getAsString()).isEqualTo("FIELD_INVALID");
    assertThat(error.getAsJsonObject("metadata").get("k").getAsString()).isEqualTo("v");
    assertThat(
            error.getAsJsonArray("violations").get(0).getAsJsonObject().get("field").getAsString())
        .isEqualTo("f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls -o json --nonsense", "ls --nonsense -ojson", "lss --output=json"})
  void usage_json_isJsonToo(String args) {
    assertThat(jsonError(cli.run(args.split(" "))).get("code").getAsString()).isEqualTo("USAGE");
  }

  @Test
  void error_controlCharacters_areEscaped() {
    server
        .faults()
        .fail("ListNetFiles", Status.INTERNAL.withDescription("a\033[31m\nb").asRuntimeException());

    assertThat(cli.run("ls").err()).isEqualTo("procnet: a\\x1b[31m\\x0ab\n");
  }

  @Test
  void options_beforeAndAfterTheCommand_areTaken() {
    server.stack().file("tcp", "x");
    Cli bare = new Cli(Map.of());

    assertThat(bare.run("--server", server.address(), "cat", "tcp").out()).isEqualTo("x");
    assertThat(bare.run("cat", "--server", server.address(), "tcp").out()).isEqualTo("x");
    assertThat(bare.run("cat", "tcp", "--server=" + server.address()).out()).isEqualTo("x");
    assertThat(bare.run("-o", "name", "ls", "--server", server.address()).out()).isEqualTo("tcp\n");
  }

  @Test
  void stack_optionOverEnvironment_isAskedFor() {
    Cli other = new Cli(Map.of("PROCNET_SERVER", server.address(), "PROCNET_STACK", "env"));

    assertThat(other.run("ls").err()).startsWith("procnet: stack 'env' is not there");
    assertThat(other.run("ls", "--stack", "opt").err())
        .startsWith("procnet: stack 'opt' is not there");
  }

  @Test
  void output_readerGone_endsSilently() {
    server.stack().file("tcp", "x");

    assertThat(runInto(new IOException("Broken pipe"))).isEqualTo("0 ");
  }

  @Test
  void output_diskFull_fails() {
    server.stack().file("tcp", "x");

    assertThat(runInto(new IOException("No space left on device")))
        .isEqualTo("1 procnet: standard output: No space left on device\n");
  }

  private String runInto(IOException failure) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw failure;
          }
        };
    var err = new java.io.ByteArrayOutputStream();
    Console console = new Console(InputStream.nullInputStream(), out, new PrintStream(err));
    int code = Procnet.run(console, Map.of("PROCNET_SERVER", server.address()), "cat", "tcp");
    return code + " " + err;
  }

  private static JsonObject jsonError(Cli.Result result) {
    return JsonParser.parseString(result.err()).getAsJsonObject().getAsJsonObject("error");
  }
}
