package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.ListSocketsResponse;
import dev.procnet.v1.PacketSocket;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.StreamSocketsRequest;
import dev.procnet.v1.TcpForm;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.TcpTimer;
import dev.procnet.v1.UnixSocket;
import dev.procnet.v1.UnixState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsCommandTest {

  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void ss_lettersTogether_areOptions() {
    server.stack().sockets().add(tcp("10.0.0.1", 8080, "10.0.0.2", 45_000));

    assertThat(cli.run("ss", "-tanoe").out())
        .isEqualTo(
            """
            State Recv-Q Send-Q Local Address:Port Peer Address:Port Process
            ESTAB 1      2           10.0.0.1:8080     10.0.0.2:45000 timer:(keepalive,1min11sec,0) uid:7 ino:9 sk:0
            """);
  }

  @Test
  void ss_outputO_isForTimersNotForTheForm() {
    server.stack().sockets().add(tcp("10.0.0.1", 8080, "10.0.0.2", 45_000));

    assertThat(cli.run("ss", "-to").out()).contains("timer:(keepalive,");
    assertThat(cli.run("ss", "-t").out()).doesNotContain("timer:(");
  }

  @Test
  void ss_json_isAListOfWhatIsListed() throws Exception {
    server.stack().sockets().add(tcp("10.0.0.1", 8080, "10.0.0.2", 45_000));
    server.stack().sockets().add(tcp("10.0.0.1", 8081, "10.0.0.2", 45_000));

    ListSocketsResponse.Builder response = ListSocketsResponse.newBuilder();
    com.google.protobuf.util.JsonFormat.parser()
        .merge(cli.run("ss", "--output", "json", "-t", "sport", "=", ":8081").out(), response);

    assertThat(response.getSocketsList())
        .containsExactly(tcp("10.0.0.1", 8081, "10.0.0.2", 45_000));
    assertThat(response.getTotalSize()).isEqualTo(1);
  }

  @Test
  void ss_conditionsOfEverySocket_areAskedOfTheServer() {
    cli.run("ss", "-tn", "-4", "state", "time-wait", "sport", "=", ":80", "dst", "10.0.0.0/8");

    assertThat(server.requests(StreamSocketsRequest.class).get(0).getFilter())
        .isEqualTo(
            SocketFilter.newBuilder()
                .addKinds(SocketKind.SOCKET_KIND_TCP)
                .addFamilies(AddressFamily.ADDRESS_FAMILY_IPV4)
                .addStates(TcpState.TCP_STATE_TIME_WAIT)
                .addLocalPorts(80)
                .addRemotePrefixes("a00::/8")
                .addRemotePrefixes("10.0.0.0/8")
                .build());
  }

  @Test
  void ss_alternatives_areNotAskedOfTheServer() {
    cli.run("ss", "-tan", "sport", "=", ":80", "or", "not", "dst", "10.0.0.0/8");

    SocketFilter filter = server.requests(StreamSocketsRequest.class).get(0).getFilter();
    assertThat(filter.getLocalPortsList()).isEmpty();
    assertThat(filter.getRemotePrefixesList()).isEmpty();
    assertThat(filter.getStatesList()).isEmpty();
  }

  @Test
  void ss_packet_namesTheStacksInterfaces() {
    server
        .stack()
        .sockets()
        .add(
            Socket.newBuilder()
                .setInode(5)
                .setPacket(
                    PacketSocket.newBuilder()
                        .setType(SocketType.SOCKET_TYPE_RAW)
                        .setProtocol(0x0806)
                        .setInterfaceIndex(99))
                .build());

    assertThat(cli.run("ss", "-0e").out())
        .isEqualTo(
            """
            Netid Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
            p_raw 0      0                arp:if99             *     ino:5 sk:0
            """);
  }

  @Test
  void ss_unixNameOnATerminal_hasNoControlCharacters() {
    server
        .stack()
        .sockets()
        .add(
            Socket.newBuilder()
                .setUnix(
                    UnixSocket.newBuilder()
                        .setType(SocketType.SOCKET_TYPE_STREAM)
                        .setState(UnixState.UNIX_STATE_CONNECTED)
                        .setPath(ByteString.copyFromUtf8("/run/\033[2J")))
                .build());

    assertThat(cli.run("ss", "-xH").out()).contains("/run/\033[2J");
    assertThat(Cli.of(server).terminal().run("ss", "-xH").out()).contains("/run/?[2J");
  }

  @Test
  void ss_resolve_isTakenAndSaysWhatItDoesNot() {
    Cli.Result result = cli.run("ss", "-tr");

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("-r: peers are shown by address");
  }

  @Test
  void ss_noTables_saysSoAsSsDoes() {
    Cli.Result result = cli.run("ss", "-A", "tcp,!tcp");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("procnet: no socket tables to show with such filter.\n");
  }

  @Test
  void ss_summary_countsSockets() {
    Cli.Result result = cli.run("ss", "-s");

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("Total: ").contains("Transport Total     IP        IPv6\n");
    assertThat(result.out().lines()).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "state establishd ; did you mean 'established'?",
        "sport = :nosuch ; 'nosuch': a port expected",
        "dst 10.0.0.0/33 ; a prefix length of 0 to 32",
        "(sport = :22) ; put blanks around them",
        "sport=:22 ; put blanks around '='",
        "dst 10.0.0.1 state established ; states stand before the filter",
        "sport =  ; ends where a port is expected",
        "( sport = 1 ; a closing parenthesis",
        "sport 1 or ; ends where a condition",
        "srcc 1 ; did you mean 'src'?",
        "cgroup /x ; no net file tells the cgroup",
        "dev = nosuch ; an interface of the stack expected",
        "-f inett ; 'inett' is no family",
        "-A tpc ; did you mean 'tcp'?",
        "state ; a state is missing after 'state'",
      })
  void ss_wrongWords_areAUsageError(String words, String message) {
    String[] args = ("ss -t " + words).split(" ");

    Cli.Result result = cli.run(args);

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message).contains("see 'procnet ss --help'");
    assertThat(result.out()).isEmpty();
  }

  private static Socket tcp(String local, int port, String remote, int remotePort) {
    return Socket.newBuilder()
        .setId(port)
        .setInode(9)
        .setUid(7)
        .setTcp(
            TcpSocket.newBuilder()
                .setFamily(AddressFamily.ADDRESS_FAMILY_IPV4)
                .setLocal(Endpoint.newBuilder().setAddress(local).setPort(port))
                .setRemote(Endpoint.newBuilder().setAddress(remote).setPort(remotePort))
                .setState(TcpState.TCP_STATE_ESTABLISHED)
                .setForm(TcpForm.TCP_FORM_FULL)
                .setTimer(TcpTimer.TCP_TIMER_KEEPALIVE)
                .setTimerExpires(7105)
                .setRxQueue(1)
                .setTxQueue(2))
        .build();
  }
}
