package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.ListSocketsResponse;
import dev.procnet.v1.NetlinkSocket;
import dev.procnet.v1.PacketSocket;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.StreamSocketsRequest;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.TcpTimer;
import dev.procnet.v1.UnixSocket;
import dev.procnet.v1.UnixState;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class SocketsCommandTest {

  private static final DatagramSocket OF_IPV4 =
      DatagramSocket.newBuilder()
          .setFamily(AddressFamily.ADDRESS_FAMILY_IPV4)
          .setLocal(Endpoint.newBuilder().setAddress("10.0.0.1").setPort(89))
          .setRemote(Endpoint.newBuilder().setAddress("0.0.0.0"))
          .setState(TcpState.TCP_STATE_CLOSE)
          .build();

  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void sockets_everyKind_isARow() {
    server.stack().sockets().add(tcp());
    server.stack().sockets().add(udp6());
    server.stack().sockets().add(unix(ByteString.copyFromUtf8("/run/x")));
    server.stack().sockets().add(netlink());
    server.stack().sockets().add(packet());
    server.stack().sockets().add(Socket.newBuilder().setRaw(OF_IPV4).build());
    server.stack().sockets().add(Socket.newBuilder().setPing(OF_IPV4).build());
    server.stack().sockets().add(Socket.newBuilder().setUdpLite(OF_IPV4).build());

    assertThat(cli.run("sockets").out())
        .isEqualTo(
            """
            KIND     STATE      RECV-Q  SEND-Q  LOCAL           PEER              UID  INODE
            tcp      listen          1       2  127.0.0.1:8080  0.0.0.0:*        1000   4711
            udp6     close           0       0  [::]:53         [::]:*     4294967295      0
            unix     connected       -       -  /run/x          -                   0      0
            netlink  -               3       4  15:77           -                   0      0
            packet   running         5       -  0x0003#2        -                   0      0
            raw      close           0       0  10.0.0.1:89     0.0.0.0:*           0      0
            ping     close           0       0  10.0.0.1:89     0.0.0.0:*           0      0
            udplite  close           0       0  10.0.0.1:89     0.0.0.0:*           0      0
            """);
  }

  @Test
  void sockets_wide_showsTimers() {
    server.stack().sockets().add(tcp());

    assertThat(cli.run("sockets", "-o", "wide").out())
        .contains("TIMER")
        .contains("keepalive:71.05s");
  }

  @Test
  void sockets_unixNames_areEscaped() {
    unix("a\nb", "/tmp/t\033[31m", "\0abstract\0name", "@path", "back\\slash", "ü", "\u202Eevil");
    server.stack().sockets().add(unix(ByteString.copyFrom(new byte[] {'/', (byte) 0xc3, '('})));

    assertThat(cli.run("sockets", "-x").out().lines().skip(1))
        .extracting(line -> line.split(" +", -1)[4])
        .containsExactly(
            "a\\x0ab",
            "/tmp/t\\x1b[31m",
            "@abstract\\x00name",
            "\\x40path",
            "back\\\\slash",
            "ü",
            "\\xe2\\x80\\xaeevil",
            "/\\xc3(");
  }

  @Test
  void sockets_filters_areSent() {
    cli.run(
        "sockets",
        "-t",
        "--unix",
        "--udplite",
        "-w",
        "--ping",
        "-4",
        "--listening",
        "--state",
        "TIME_WAIT,fin-wait1",
        "--local",
        "10.0.0.0/8",
        "--remote",
        "::/0",
        "--local-port",
        "80",
        "--local-port",
        "443",
        "--remote-port",
        "1",
        "--uid",
        "4294967295",
        "--inode",
        "18446744073709551615",
        "--unix-path",
        "@a\\x0a\\\\b");

    assertThat(server.requests(StreamSocketsRequest.class).get(0).getFilter())
        .isEqualTo(
            SocketFilter.newBuilder()
                .addKinds(SocketKind.SOCKET_KIND_TCP)
                .addKinds(SocketKind.SOCKET_KIND_UDP_LITE)
                .addKinds(SocketKind.SOCKET_KIND_RAW)
                .addKinds(SocketKind.SOCKET_KIND_PING)
                .addKinds(SocketKind.SOCKET_KIND_UNIX)
                .addFamilies(AddressFamily.ADDRESS_FAMILY_IPV4)
                .addStates(TcpState.TCP_STATE_TIME_WAIT)
                .addStates(TcpState.TCP_STATE_FIN_WAIT1)
                .addStates(TcpState.TCP_STATE_LISTEN)
                .addLocalPrefixes("10.0.0.0/8")
                .addRemotePrefixes("::/0")
                .addLocalPorts(80)
                .addLocalPorts(443)
                .addRemotePorts(1)
                .addUids(-1)
                .addInodes(-1)
                .setUnixPathPrefix(ByteString.copyFromUtf8("\0a\n\\b"))
                .build());
  }

  @Test
  void sockets_count_printsTheNumber() {
    server.stack().sockets().add(tcp());
    server.stack().sockets().add(tcp());

    assertThat(cli.run("sockets", "--count").out()).isEqualTo("2\n");
  }

  @Test
  void sockets_json_isOneListSocketsResponse() throws Exception {
    server.stack().sockets().add(tcp());
    server.stack().sockets().add(udp6());

    ListSocketsResponse.Builder response = ListSocketsResponse.newBuilder();
    JsonFormat.parser().merge(cli.run("sockets", "-o", "json").out(), response);

    assertThat(response.getSocketsList()).containsExactly(tcp(), udp6());
    assertThat(response.getTotalSize()).isEqualTo(2);
    assertThat(response.getHeader().getStack()).isEqualTo("default");
  }

  @Test
  void sockets_jsonl_isASocketALine() throws Exception {
    server.stack().sockets().add(tcp());
    server.stack().sockets().add(udp6());

    assertThat(cli.run("sockets", "-o", "jsonl").out().lines())
        .containsExactly(Printer.jsonLine(tcp()), Printer.jsonLine(udp6()));
  }

  @Test
  void sockets_csv_hasHeadsAndAllColumns() {
    server.stack().sockets().add(unix(ByteString.copyFromUtf8("/run/a,\"b\"")));

    assertThat(cli.run("sockets", "-o", "csv").out())
        .isEqualTo(
            "KIND,STATE,RECV-Q,SEND-Q,LOCAL,PEER,UID,INODE,ID,REF,TIMER,RETRANS,PROBES,DROPS,TYPE\r\n"
                + "unix,connected,,,\"/run/a,\"\"b\"\"\",,0,0,0,0,,,,,stream\r\n");
  }

  @Test
  void sockets_raw_hasTabsAndNoHeads() {
    server.stack().sockets().add(unix(ByteString.copyFromUtf8("/run/a\tb")));

    assertThat(cli.run("sockets", "-o", "raw").out())
        .startsWith("unix\tconnected\t\t\t/run/a\\x09b\t\t0\t0\t")
        .hasLineCount(1);
  }

  @Test
  void sockets_yaml_isOneDocument() {
    server.stack().sockets().add(tcp());
    server.stack().sockets().add(udp6());

    Map<String, Object> tree = new Yaml().load(cli.run("sockets", "-o", "yaml").out());

    assertThat(tree).containsOnlyKeys("header", "sockets", "totalSize");
    assertThat(tree.get("sockets")).asInstanceOf(LIST).hasSize(2);
  }

  @Test
  void sockets_noneInJson_isAnEmptyList() {
    JsonObject tree =
        JsonParser.parseString(cli.run("sockets", "-o", "json").out()).getAsJsonObject();

    assertThat(tree.getAsJsonArray("sockets")).isEmpty();
    assertThat(tree.get("totalSize").getAsString()).isEqualTo("0");
  }

  @Test
  void sockets_manyThousands_areAllPrinted() {
    for (int i = 0; i < 12_345; i++) {
      server.stack().sockets().add(Socket.newBuilder().setId(i).build());
    }

    assertThat(cli.run("sockets").out().lines()).hasSize(12_346);
    assertThat(cli.run("sockets", "-o", "name").out().lines()).hasSize(12_345).contains("12344");
  }

  @Test
  void sockets_streamEndsShort_fails() {
    server.stack().sockets().add(tcp());
    server.faults().streams(StreamFault.NO_END);

    Cli.Result result = cli.run("sockets");

    assertThat(result.code()).isEqualTo(ExitCode.DAMAGED);
    assertThat(result.err()).contains("cut short").contains("(1 sockets received)");
  }

  private void unix(String... paths) {
    for (String path : paths) {
      server.stack().sockets().add(unix(ByteString.copyFromUtf8(path)));
    }
  }

  private static Socket tcp() {
    return Socket.newBuilder()
        .setId(1)
        .setInode(4711)
        .setUid(1000)
        .setTcp(
            TcpSocket.newBuilder()
                .setFamily(AddressFamily.ADDRESS_FAMILY_IPV4)
                .setLocal(Endpoint.newBuilder().setAddress("127.0.0.1").setPort(8080))
                .setState(TcpState.TCP_STATE_LISTEN)
                .setTimer(TcpTimer.TCP_TIMER_KEEPALIVE)
                .setTimerExpires(7105)
                .setRxQueue(1)
                .setTxQueue(2))
        .build();
  }

  private static Socket udp6() {
    return Socket.newBuilder()
        .setId(2)
        .setUid(-1)
        .setUdp(
            DatagramSocket.newBuilder()
                .setFamily(AddressFamily.ADDRESS_FAMILY_IPV6)
                .setLocal(Endpoint.newBuilder().setPort(53))
                .setState(TcpState.TCP_STATE_CLOSE))
        .build();
  }

  private static Socket unix(ByteString path) {
    return Socket.newBuilder()
        .setUnix(
            UnixSocket.newBuilder()
                .setType(SocketType.SOCKET_TYPE_STREAM)
                .setState(UnixState.UNIX_STATE_CONNECTED)
                .setPath(path))
        .build();
  }

  private static Socket netlink() {
    return Socket.newBuilder()
        .setNetlink(
            NetlinkSocket.newBuilder().setProtocol(15).setPortId(77).setRxQueue(3).setTxQueue(4))
        .build();
  }

  private static Socket packet() {
    return Socket.newBuilder()
        .setPacket(
            PacketSocket.newBuilder()
                .setProtocol(3)
                .setInterfaceIndex(2)
                .setRunning(true)
                .setRxQueue(5))
        .build();
  }
}
