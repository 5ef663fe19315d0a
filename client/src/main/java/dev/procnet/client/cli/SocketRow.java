package dev.procnet.client.cli;

import dev.procnet.client.cli.Table.Column;
import dev.procnet.client.cli.Table.Escaped;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.NetlinkSocket;
import dev.procnet.v1.PacketSocket;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketType;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.TcpTimer;
import dev.procnet.v1.UnixSocket;
import dev.procnet.v1.UnixState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A socket as a row.
 *
 * @param socket what all kinds have
 * @param own columns of its kind: kind, state, receive queue, send queue, local, peer
 * @param more columns of its kind for the wide form: timer, retransmits, probes, drops, type
 */
record SocketRow(Socket socket, List<Object> own, List<Object> more) {

  /** Copies the lists. */
  SocketRow {
    own = List.copyOf(own);
    more = List.copyOf(more);
  }

  static List<Column> columns(boolean wide) {
    Stream<Column> columns =
        Stream.of(
            Column.left("KIND"),
            Column.left("STATE"),
            Column.right("RECV-Q"),
            Column.right("SEND-Q"),
            Column.left("LOCAL"),
            Column.left("PEER"),
            Column.right("UID"),
            Column.right("INODE"));
    return wide ? Stream.concat(columns, wideColumns()).toList() : columns.toList();
  }

  List<Object> cells(boolean wide) {
    Stream<Object> cells =
        Stream.concat(
            own.stream(),
            Stream.of(Unsigned.text(socket.getUid()), Unsigned.text(socket.getInode())));
    return wide ? Stream.concat(cells, wideCells()).toList() : cells.toList();
  }

  static SocketRow of(Socket socket) {
    return switch (socket.getKindCase()) {
      case TCP -> tcp(socket, socket.getTcp());
      case UDP -> datagram("udp", socket, socket.getUdp());
      case UDP_LITE -> datagram("udplite", socket, socket.getUdpLite());
      case RAW -> datagram("raw", socket, socket.getRaw());
      case PING -> datagram("ping", socket, socket.getPing());
      case UNIX -> unix(socket, socket.getUnix());
      case NETLINK -> netlink(socket, socket.getNetlink());
      case PACKET -> packet(socket, socket.getPacket());
      case KIND_NOT_SET -> row(socket, List.of("", "", "", "", "", ""), "", "", "", "", "");
    };
  }

  private static SocketRow tcp(Socket socket, TcpSocket tcp) {
    List<Object> own =
        List.of(
            "tcp" + six(tcp.getFamily()),
            Enums.text(tcp.getState(), TcpState.TCP_STATE_UNSPECIFIED),
            Unsigned.text(tcp.getRxQueue()),
            Unsigned.text(tcp.getTxQueue()),
            Addresses.text(tcp.getLocal(), tcp.getFamily()),
            Addresses.text(tcp.getRemote(), tcp.getFamily()));
    String retransmits = Unsigned.text(tcp.getRetransmits());
    return row(socket, own, timer(tcp), retransmits, Unsigned.text(tcp.getProbes()), "", "");
  }

  private static SocketRow datagram(String kind, Socket socket, DatagramSocket datagram) {
    List<Object> own =
        List.of(
            kind + six(datagram.getFamily()),
            Enums.text(datagram.getState(), TcpState.TCP_STATE_UNSPECIFIED),
            Unsigned.text(datagram.getRxQueue()),
            Unsigned.text(datagram.getTxQueue()),
            Addresses.text(datagram.getLocal(), datagram.getFamily()),
            Addresses.text(datagram.getRemote(), datagram.getFamily()));
    return row(socket, own, "", "", "", Unsigned.text(datagram.getDrops()), "");
  }

  private static SocketRow unix(Socket socket, UnixSocket unix) {
    String state =
        unix.getListening()
            ? "listen"
            : Enums.text(unix.getState(), UnixState.UNIX_STATE_UNSPECIFIED);
    Escaped name = new Escaped(Escape.unixPath(unix.getPath()));
    return row(
        socket, List.of("unix", state, "", "", name, ""), "", "", "", "", type(unix.getType()));
  }

  private static SocketRow netlink(Socket socket, NetlinkSocket netlink) {
    String local = Unsigned.text(netlink.getProtocol()) + ":" + Unsigned.text(netlink.getPortId());
    List<Object> own =
        List.of(
            "netlink",
            netlink.getDumping() ? "dumping" : "",
            Unsigned.text(netlink.getRxQueue()),
            Unsigned.text(netlink.getTxQueue()),
            local,
            "");
    return row(socket, own, "", "", "", Unsigned.text(netlink.getDrops()), "");
  }

  private static SocketRow packet(Socket socket, PacketSocket packet) {
    String local =
        String.format("0x%04x", packet.getProtocol())
            + (packet.getInterfaceIndex() == 0
                ? ""
                : "#" + Unsigned.text(packet.getInterfaceIndex()));
    List<Object> own =
        List.of(
            "packet",
            packet.getRunning() ? "running" : "",
            Unsigned.text(packet.getRxQueue()),
            "",
            local,
            "");
    return row(socket, own, "", "", "", "", type(packet.getType()));
  }

  private static SocketRow row(Socket socket, List<Object> own, Object... more) {
    return new SocketRow(socket, own, Arrays.asList(more));
  }

  private static Stream<Column> wideColumns() {
    return Stream.of(
        Column.right("ID"),
        Column.right("REF"),
        Column.left("TIMER"),
        Column.right("RETRANS"),
        Column.right("PROBES"),
        Column.right("DROPS"),
        Column.left("TYPE"));
  }

  private Stream<Object> wideCells() {
    return Stream.concat(
        Stream.of(Unsigned.text(socket.getId()), Unsigned.text(socket.getReferenceCount())),
        more.stream());
  }

  private static String six(AddressFamily family) {
    return family == AddressFamily.ADDRESS_FAMILY_IPV6 ? "6" : "";
  }

  /** {@code keepalive:1.25s}. */
  private static String timer(TcpSocket tcp) {
    String name = Enums.text(tcp.getTimer(), TcpTimer.TCP_TIMER_UNSPECIFIED);
    long hundredths = tcp.getTimerExpires();
    return name.isEmpty()
        ? ""
        : name
            + ":"
            + Unsigned.text(Long.divideUnsigned(hundredths, 100))
            + String.format(".%02ds", Long.remainderUnsigned(hundredths, 100));
  }

  private static String type(SocketType type) {
    return Enums.text(type, SocketType.SOCKET_TYPE_UNSPECIFIED);
  }
}
