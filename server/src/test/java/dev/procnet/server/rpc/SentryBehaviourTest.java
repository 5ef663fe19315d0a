package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.endpoint;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import dev.procnet.server.stack.Profile;
import dev.procnet.v1.Accept;
import dev.procnet.v1.Close;
import dev.procnet.v1.Connect;
import dev.procnet.v1.ConnectUdp;
import dev.procnet.v1.ConnectUnix;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.Listen;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.NetFile;
import dev.procnet.v1.OpenUdp;
import dev.procnet.v1.OpenUnix;
import dev.procnet.v1.Receive;
import dev.procnet.v1.Send;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.SocketRef;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.SocketUpdate;
import dev.procnet.v1.SysctlValue;
import dev.procnet.v1.UnixPair;
import dev.procnet.v1.UnixSocket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What gVisor's tests of /proc/net ask of the sentry, asked of a stack of each profile over RPC. A
 * test names the case that it follows: test/syscalls/linux/proc_net.cc, proc_net_tcp.cc,
 * proc_net_udp.cc and proc_net_unix.cc.
 *
 * <p>Not asked: FileMode and Contents of ProcNetSymlink and ProcNetSymlinkTarget. Files have
 * neither modes nor links here.
 */
class SentryBehaviourTest {

  private static final String ESTABLISHED = "01";
  private static final String CLOSED = "07";
  private static final String LISTEN = "0A";
  private static final String UNIX_UNCONNECTED = "01";
  private static final String UNIX_CONNECTED = "03";
  private static final int UID = 1234;
  private static final String LOOPBACK = "127.0.0.1";
  private static final String LOOPBACK6 = "::1";
  private static final int PORT = 7777;

  /** As the files print them, with the port. */
  private static final String PLACE = "0100007F:1E61";

  private static final String PLACE6 = "00000000000000000000000001000000:1E61";

  private static final Splitter WORDS = Splitter.onPattern("\\s+").omitEmptyStrings();

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private Namespace stack(Profile profile) {
    return Namespace.create(server, "stack", profile);
  }

  // Steps.

  private static SocketRef ref(long id) {
    return SocketRef.newBuilder().setId(id).build();
  }

  private static long listen(Namespace stack, String address) {
    return stack.id(
        Mutation.newBuilder()
            .setListen(Listen.newBuilder().setLocal(endpoint(address, PORT)).setUid(UID)));
  }

  private static long connect(Namespace stack, String address) {
    return stack.id(
        Mutation.newBuilder()
            .setConnect(Connect.newBuilder().setRemote(endpoint(address, PORT)).setUid(UID)));
  }

  private static long accept(Namespace stack, long listener) {
    return stack.id(
        Mutation.newBuilder()
            .setAccept(Accept.newBuilder().setListener(ref(listener)).setUid(UID)));
  }

  private static void close(Namespace stack, long socket) {
    stack.result(Mutation.newBuilder().setClose(Close.newBuilder().setSocket(ref(socket))));
  }

  /** A connection within the stack, and no listener. */
  private static void connectedPair(Namespace stack, String address) {
    long listener = listen(stack, address);
    connect(stack, address);
    accept(stack, listener);
    close(stack, listener);
  }

  private static long bindUdp(Namespace stack, Endpoint local) {
    return stack.id(
        Mutation.newBuilder().setOpenUdp(OpenUdp.newBuilder().setLocal(local).setUid(UID)));
  }

  /** Two that are connected to each other, on ports 7777 and 7778. */
  private static List<Long> udpPair(Namespace stack) {
    long first = bindUdp(stack, endpoint(LOOPBACK, PORT));
    long second = bindUdp(stack, endpoint(LOOPBACK, PORT + 1));
    connectUdp(stack, first, PORT + 1);
    connectUdp(stack, second, PORT);
    return List.of(first, second);
  }

  private static void connectUdp(Namespace stack, long socket, int port) {
    stack.result(
        Mutation.newBuilder()
            .setConnectUdp(
                ConnectUdp.newBuilder()
                    .setSocket(ref(socket))
                    .setRemote(endpoint(LOOPBACK, port))));
  }

  private static long openUnix(Namespace stack, SocketType type, String name, boolean listening) {
    return stack.id(
        Mutation.newBuilder()
            .setOpenUnix(
                OpenUnix.newBuilder()
                    .setType(type)
                    .setPath(ByteString.copyFrom(name, ISO_8859_1))
                    .setListening(listening)));
  }

  private static long connectUnix(Namespace stack, SocketType type, String name) {
    return stack.id(
        Mutation.newBuilder()
            .setConnectUnix(
                ConnectUnix.newBuilder()
                    .setType(type)
                    .setPath(ByteString.copyFrom(name, ISO_8859_1))));
  }

  /** Writes to a sysctl and reads it again. */
  private static String written(Namespace stack, String name, String value) {
    stack.result(
        Mutation.newBuilder().setSetSysctl(SysctlValue.newBuilder().setName(name).setValue(value)));
    return stack.file(name);
  }

  // Rows.

  private static List<String> find(List<List<String>> rows, int column, String value) {
    return rows.stream()
        .filter(row -> row.get(column).equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row has " + value + " in " + rows));
  }

  private static List<List<String>> unixRows(Namespace stack, String name) {
    return stack.rows("unix").stream()
        .filter(row -> row.size() > 7 && row.get(7).startsWith(name))
        .toList();
  }

  // proc_net.cc

  /** ProcNetIfInet6.Format. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void ifInet6_rows_haveTheirFormat(Profile profile) {
    assertThat(stack(profile).file("if_inet6"))
        .matches("([0-9a-f]{32}( [0-9a-f]{2}){4} +[a-z][a-z0-9]*\n)+");
  }

  /** ProcSysNetIpv6.DirectoryExists and FilesExist. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void sysNetIpv6_directory_hasItsFiles(Profile profile) {
    stack(profile);

    assertThat(
            server
                .introspection()
                .listNetFiles(
                    ListNetFilesRequest.newBuilder()
                        .setStack("stack")
                        .setDirectory("sys/net/ipv6")
                        .build())
                .getFilesList())
        .extracting(NetFile::getName)
        .contains(
            "sys/net/ipv6/auto_flowlabels",
            "sys/net/ipv6/bindv6only",
            "sys/net/ipv6/ip6frag_time",
            "sys/net/ipv6/ip_nonlocal_bind");
  }

  /** ProcSysNetIpv4Sack.Exists and CanReadAndWrite. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void tcpSack_written_isRead(Profile profile) {
    Namespace stack = stack(profile);

    assertThat(stack.file("sys/net/ipv4/tcp_sack")).isEqualTo("1\n");
    assertThat(written(stack, "sys/net/ipv4/tcp_sack", "0")).isEqualTo("0\n");
    assertThat(written(stack, "sys/net/ipv4/tcp_sack", "1")).isEqualTo("1\n");
  }

  /** ProcNetDev.Format. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void dev_rows_haveANameAndSixteenNumbers(Profile profile) {
    List<String> rows = stack(profile).file("dev").lines().skip(2).toList();

    assertThat(rows).isNotEmpty().allMatch(row -> row.matches(" *[^ ]+:( +[0-9]+){16}"));
  }

  /** ProcNetSnmp.TcpReset. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void snmp_connectionRefused_countsIt(Profile profile) {
    Namespace stack = stack(profile);
    long opens = stack.tcp("ActiveOpens");
    long resets = stack.tcp("OutRsts");
    long fails = stack.tcp("AttemptFails");

    assertThat(connect(stack, LOOPBACK)).isZero();
    assertThat(stack.tcp("ActiveOpens")).isEqualTo(opens + 1);
    assertThat(stack.tcp("OutRsts")).isEqualTo(resets + 1);
    assertThat(stack.tcp("AttemptFails")).isEqualTo(fails + 1);
  }

  /** ProcNetSnmp.TcpEstab. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void snmp_connectionClosedWithUnreadData_countsBothEnds(Profile profile) {
    Namespace stack = stack(profile);
    long opens = stack.tcp("ActiveOpens");
    long passive = stack.tcp("PassiveOpens");
    long current = stack.tcp("CurrEstab");
    long resets = stack.tcp("EstabResets");
    long listener = listen(stack, LOOPBACK);
    long client = connect(stack, LOOPBACK);
    long accepted = accept(stack, listener);

    assertThat(stack.tcp("ActiveOpens")).isEqualTo(opens + 1);
    assertThat(stack.tcp("PassiveOpens")).isEqualTo(passive + 1);
    assertThat(stack.tcp("CurrEstab")).isEqualTo(current + 2);

    stack.result(
        Mutation.newBuilder().setSend(Send.newBuilder().setSocket(ref(client)).setBytes(1)));
    close(stack, accepted);
    close(stack, client);
    assertThat(stack.tcp("CurrEstab")).isEqualTo(current);
    assertThat(stack.tcp("EstabResets")).isEqualTo(resets + 2);
  }

  /** ProcNetSnmp.UdpNoPorts. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void snmp_datagramForNobody_countsNoPorts(Profile profile) {
    Namespace stack = stack(profile);
    long sent = stack.udp("OutDatagrams");
    long unheard = stack.udp("NoPorts");
    long sender = bindUdp(stack, endpoint("0.0.0.0", 0));
    stack.result(
        Mutation.newBuilder()
            .setSend(
                Send.newBuilder()
                    .setSocket(ref(sender))
                    .setBytes(1)
                    .setTo(endpoint(LOOPBACK, 4444))));

    assertThat(stack.udp("OutDatagrams")).isEqualTo(sent + 1);
    assertThat(stack.udp("NoPorts")).isEqualTo(unheard + 1);
  }

  /** ProcNetSnmp.UdpIn. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void snmp_datagramRead_countsInDatagrams(Profile profile) {
    Namespace stack = stack(profile);
    long sent = stack.udp("OutDatagrams");
    long heard = stack.udp("InDatagrams");
    long receiver = bindUdp(stack, endpoint(LOOPBACK, PORT));
    long sender = bindUdp(stack, endpoint("0.0.0.0", 0));
    stack.apply(
        Mutation.newBuilder()
            .setSend(
                Send.newBuilder()
                    .setSocket(ref(sender))
                    .setBytes(1)
                    .setTo(endpoint(LOOPBACK, PORT)))
            .build(),
        Mutation.newBuilder()
            .setReceive(Receive.newBuilder().setSocket(ref(receiver)).setBytes(1))
            .build());

    assertThat(stack.udp("OutDatagrams")).isEqualTo(sent + 1);
    assertThat(stack.udp("InDatagrams")).isEqualTo(heard + 1);
  }

  /** ProcNetSnmp.CheckNetStat. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void netstat_lines_haveAValueForEachName(Profile profile) {
    Namespace stack = stack(profile);

    assertPaired(stack.file("netstat"));
    for (String name :
        List.of("TCPOrigDataSent", "TCPSynRetrans", "TCPDSACKRecv", "TCPDSACKOfoRecv")) {
      assertThat(stack.counter("netstat", "TcpExt", name)).as(name).isZero();
    }
  }

  /** ProcNetSnmp.Stat and CheckSnmp. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void snmp_lines_haveAValueForEachName(Profile profile) {
    Namespace stack = stack(profile);

    assertPaired(stack.file("snmp"));
    assertThat(stack.tcp("RetransSegs")).isZero();
  }

  private static void assertPaired(String file) {
    List<List<String>> lines = file.lines().map(WORDS::splitToList).toList();
    assertThat(lines).isNotEmpty();
    for (int i = 0; i < lines.size(); i += 2) {
      assertThat(lines.get(i + 1)).startsWith(lines.get(i).getFirst());
      assertThat(lines.get(i + 1)).hasSameSizeAs(lines.get(i));
    }
  }

  /** ProcSysNetIpv4Recovery.Exists and CanReadAndWrite. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void tcpRecovery_written_isRead(Profile profile) {
    Namespace stack = stack(profile);

    assertThat(stack.file("sys/net/ipv4/tcp_recovery")).isEqualTo("1\n");
    assertThat(written(stack, "sys/net/ipv4/tcp_recovery", "2")).isEqualTo("2\n");
    assertThat(written(stack, "sys/net/ipv4/tcp_recovery", "100")).isEqualTo("100\n");
  }

  /** ProcSysNetIpv4IpForward.Exists, DefaultValueEqZero and CanReadAndWrite. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void ipForward_written_isRead(Profile profile) {
    Namespace stack = stack(profile);

    assertThat(stack.file("sys/net/ipv4/ip_forward")).isEqualTo("0\n");
    assertThat(written(stack, "sys/net/ipv4/ip_forward", "1")).isEqualTo("1\n");
    assertThat(written(stack, "sys/net/ipv4/ip_forward", "0")).isEqualTo("0\n");
  }

  /** ProcSysNetPortRange.CanReadAndWrite; and that ports are picked from it. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void localPortRange_written_isReadAndUsed(Profile profile) {
    Namespace stack = stack(profile);
    List<Integer> before = portRange(stack);
    assertThat(before.getFirst()).isLessThanOrEqualTo(before.getLast());

    int least = before.getFirst() + 1000;
    written(stack, "sys/net/ipv4/ip_local_port_range", least + " " + (least + 77));
    assertThat(portRange(stack)).containsExactly(least, least + 77);
    bindUdp(stack, endpoint("0.0.0.0", 0));
    assertThat(stack.rows("udp").getFirst().get(1)).endsWith("%04X".formatted(least));
  }

  private static List<Integer> portRange(Namespace stack) {
    return Arrays.stream(stack.file("sys/net/ipv4/ip_local_port_range").strip().split("\\s"))
        .map(Integer::valueOf)
        .toList();
  }

  // proc_net_tcp.cc

  /** ProcNetTCP.Exists. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void tcp_withoutSockets_isItsHeader(Profile profile) {
    assertThat(stack(profile).file("tcp"))
        .isEqualTo(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid "
                + " timeout inode                                                     \n");
  }

  /** ProcNetTCP6.Exists. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void tcp6_withoutSockets_isItsHeader(Profile profile) {
    assertThat(stack(profile).file("tcp6"))
        .isEqualTo(
            "  sl  local_address                         remote_address                        st"
                + " tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n");
  }

  /** ProcNetTCP.EntryUID, BindAcceptConnect and InodeReasonable. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void tcp_connectedPair_hasBothEnds(Profile profile) {
    Namespace stack = stack(profile);
    connectedPair(stack, LOOPBACK);

    assertConnectedPair(stack.rows("tcp"), PLACE);
  }

  /** ProcNetTCP6.EntryUID, BindAcceptConnect and InodeReasonable. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void tcp6_connectedPair_hasBothEnds(Profile profile) {
    Namespace stack = stack(profile);
    connectedPair(stack, LOOPBACK6);

    assertConnectedPair(stack.rows("tcp6"), PLACE6);
  }

  private static void assertConnectedPair(List<List<String>> rows, String place) {
    List<String> accepted = find(rows, 1, place);
    List<String> connected = find(rows, 2, place);
    assertThat(rows).hasSize(2);
    assertThat(accepted.get(7)).isEqualTo("" + UID);
    assertThat(connected.get(7)).isEqualTo("" + UID);
    assertThat(accepted.get(9)).isNotEqualTo("0").isNotEqualTo(connected.get(9));
    assertThat(connected.get(9)).isNotEqualTo("0");
  }

  /** ProcNetTCP.State. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void tcp_asAConnectionComesUp_hasItsStates(Profile profile) {
    assertStates(stack(profile), "tcp", LOOPBACK, PLACE);
  }

  /** ProcNetTCP6.State. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void tcp6_asAConnectionComesUp_hasItsStates(Profile profile) {
    assertStates(stack(profile), "tcp6", LOOPBACK6, PLACE6);
  }

  private static void assertStates(Namespace stack, String file, String address, String place) {
    long listener = listen(stack, address);
    assertThat(find(stack.rows(file), 1, place).get(3)).isEqualTo(LISTEN);

    connect(stack, address);
    List<String> connected = find(stack.rows(file), 2, place);
    assertThat(stack.rows(file))
        .anyMatch(row -> row.get(1).equals(place) && row.get(3).equals(LISTEN));
    assertThat(connected.get(3)).isEqualTo(ESTABLISHED);

    accept(stack, listener);
    List<String> accepted = find(stack.rows(file), 2, connected.get(1));
    assertThat(accepted.get(1)).isEqualTo(place);
    assertThat(accepted.get(3)).isEqualTo(ESTABLISHED);
  }

  // proc_net_udp.cc

  /** ProcNetUDP.Exists. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void udp_header_namesItsColumns(Profile profile) {
    assertThat(stack(profile).file("udp"))
        .contains(
            "sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid "
                + " timeout inode ref pointer drops");
  }

  /** ProcNetUDP.EntryUID, FindMutualEntries and ConnectedSocketStateEstablished. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void udp_connectedToEachOther_areEstablished(Profile profile) {
    Namespace stack = stack(profile);
    udpPair(stack);
    List<String> first = find(stack.rows("udp"), 1, PLACE);
    List<String> second = find(stack.rows("udp"), 2, PLACE);

    assertThat(first.get(2)).isEqualTo(second.get(1)).endsWith(":1E62");
    assertThat(List.of(first.get(3), second.get(3))).containsOnly(ESTABLISHED);
    assertThat(List.of(first.get(7), second.get(7))).containsOnly("" + UID);
  }

  /** ProcNetUDP.EntriesRemovedOnClose. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void udp_closed_hasNoRow(Profile profile) {
    Namespace stack = stack(profile);
    List<Long> pair = udpPair(stack);
    close(stack, pair.getFirst());

    assertThat(stack.rows("udp")).extracting(row -> row.get(1)).containsExactly("0100007F:1E62");
    close(stack, pair.getLast());
    assertThat(stack.rows("udp")).isEmpty();
  }

  /** ProcNetUDP.BoundEntry and BoundSocketStateClosed. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void udp_bound_isClosedAndHasNoRemote(Profile profile) {
    Namespace stack = stack(profile);
    bindUdp(stack, endpoint("0.0.0.0", PORT));
    List<String> row = find(stack.rows("udp"), 1, "00000000:1E61");

    assertThat(row.get(2)).isEqualTo("00000000:0000");
    assertThat(row.get(3)).isEqualTo(CLOSED);
  }

  // proc_net_unix.cc

  /** ProcNetUnix.Exists. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void unix_header_namesItsColumns(Profile profile) {
    assertThat(stack(profile).file("unix"))
        .startsWith("Num       RefCount Protocol Flags    Type St Inode Path\n");
  }

  /** ProcNetUnix.FilesystemBindAcceptConnect. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void unix_filesystemName_isOfTheServerOnly(Profile profile) {
    Namespace stack = stack(profile);
    assertNameOfServerOnly(stack, "/tmp/server", "/tmp/server");
  }

  /** ProcNetUnix.AbstractBindAcceptConnect. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void unix_abstractName_isOfTheServerOnly(Profile profile) {
    assertNameOfServerOnly(stack(profile), "\0server", "@server");
  }

  private static void assertNameOfServerOnly(Namespace stack, String name, String shown) {
    long listener = openUnix(stack, SocketType.SOCKET_TYPE_STREAM, name, true);
    connectUnix(stack, SocketType.SOCKET_TYPE_STREAM, name);
    accept(stack, listener);

    assertThat(unixRows(stack, shown)).hasSize(2);
    assertThat(stack.rows("unix")).filteredOn(row -> row.size() == 7).hasSize(1);
  }

  /** ProcNetUnix.SocketPair. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void unix_socketPair_hasTwoRows(Profile profile) {
    Namespace stack = stack(profile);
    stack.result(
        Mutation.newBuilder()
            .setUnixPair(UnixPair.newBuilder().setType(SocketType.SOCKET_TYPE_STREAM)));

    assertThat(stack.rows("unix")).hasSize(2);
  }

  /**
   * ProcNetUnix.StreamSocketStateUnconnectedOnBind and StreamSocketStateStateUnconnectedOnListen.
   */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void unix_streamBoundAndListening_isUnconnected(Profile profile) {
    Namespace stack = stack(profile);
    long id = openUnix(stack, SocketType.SOCKET_TYPE_STREAM, "\0name", false);
    List<String> bound = unixRows(stack, "@name").getFirst();
    assertThat(bound.get(5)).isEqualTo(UNIX_UNCONNECTED);

    stack.result(
        Mutation.newBuilder()
            .setUpdateSocket(
                SocketUpdate.newBuilder()
                    .setKey(SocketKey.newBuilder().setId(id))
                    .setSocket(
                        Socket.newBuilder().setUnix(UnixSocket.newBuilder().setListening(true)))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("unix.listening"))));
    List<String> listening = unixRows(stack, "@name").getFirst();
    assertThat(listening.get(5)).isEqualTo(UNIX_UNCONNECTED);
    assertThat(listening.get(6)).isEqualTo(bound.get(6));
  }

  /** ProcNetUnix.StreamSocketStateStateConnectedOnAccept. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void unix_streamAccepted_isConnected(Profile profile) {
    Namespace stack = stack(profile);
    long listener = openUnix(stack, SocketType.SOCKET_TYPE_STREAM, "\0name", true);
    String inode = unixRows(stack, "@name").getFirst().get(6);
    connectUnix(stack, SocketType.SOCKET_TYPE_STREAM, "\0name");
    accept(stack, listener);

    assertThat(unixRows(stack, "@name"))
        .filteredOn(row -> !row.get(6).equals(inode))
        .singleElement()
        .satisfies(row -> assertThat(row.get(5)).isEqualTo(UNIX_CONNECTED));
    assertThat(find(stack.rows("unix"), 6, inode).get(5)).isEqualTo(UNIX_UNCONNECTED);
  }

  /**
   * ProcNetUnix.DgramSocketStateDisconnectingOnBind and DgramSocketStateConnectingOnConnect: the
   * names are older than the states that they ask for.
   */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void unix_datagramBound_isUnconnectedAndCanBeConnectedTo(Profile profile) {
    Namespace stack = stack(profile);
    openUnix(stack, SocketType.SOCKET_TYPE_DGRAM, "\0name", false);
    assertThat(unixRows(stack, "@name").getFirst().get(5)).isEqualTo(UNIX_UNCONNECTED);

    assertThat(connectUnix(stack, SocketType.SOCKET_TYPE_DGRAM, "\0name")).isPositive();
    assertThat(stack.rows("unix")).hasSize(2);
  }
}
