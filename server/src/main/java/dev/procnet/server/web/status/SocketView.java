package dev.procnet.server.web.status;

import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.NetlinkSocket;
import dev.procnet.server.stack.PacketSocket;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.UnixSocket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A socket as a row: its cells, and what the rows are sorted by.
 *
 * @param reader who sees it
 */
record SocketView(Socket socket, Reader reader) {

  /** An end of a connection. */
  record End(IpAddress address, int port) {

    private String text() {
      String text = AddressText.format(address);
      String shownPort = port == 0 ? "*" : String.valueOf(port);
      return (address instanceof Ipv6Address ? "[" + text + "]" : text) + ":" + shownPort;
    }

    /** IPv4 before IPv6, then bit by bit. */
    private ByteString key() {
      byte[] bits =
          switch (address) {
            case Ipv4Address(int all) -> Ints.toByteArray(all);
            case Ipv6Address(long high, long low) ->
                com.google.common.primitives.Bytes.concat(
                    Longs.toByteArray(high), Longs.toByteArray(low));
          };
      return ByteString.copyFrom(new byte[] {(byte) bits.length})
          .concat(ByteString.copyFrom(bits))
          .concat(ByteString.copyFrom(Ints.toByteArray(port)));
    }
  }

  String protocol() {
    return socket.section().name();
  }

  /** {@code established}, {@code listen}, {@code connected}; empty where the kind has none. */
  String state() {
    return switch (socket) {
      case TcpSocket tcp -> lower(tcp.state());
      case DatagramSocket datagram -> lower(datagram.state());
      case UnixSocket unix -> unix.listening() ? "listen" : lower(unix.state());
      case NetlinkSocket _, PacketSocket _ -> "";
    };
  }

  private static String lower(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private End end(IpAddress address, int port) {
    return new End(reader.shown(address), reader.shownPort(port));
  }

  @Nullable End localEnd() {
    return switch (socket) {
      case TcpSocket tcp -> end(tcp.local(), tcp.localPort());
      case DatagramSocket datagram -> end(datagram.local(), datagram.localPort());
      default -> null;
    };
  }

  @Nullable End peerEnd() {
    return switch (socket) {
      case TcpSocket tcp -> end(tcp.remote(), tcp.remotePort());
      case DatagramSocket datagram -> end(datagram.remote(), datagram.remotePort());
      default -> null;
    };
  }

  /** Address and port, or name. */
  String local() {
    End end = localEnd();
    return end != null
        ? end.text()
        : switch (socket) {
          case UnixSocket unix -> name(unix);
          case NetlinkSocket netlink ->
              "protocol " + netlink.protocol() + ", port id " + unsigned(netlink.portId());
          case PacketSocket packet ->
              "ethertype 0x%04x, %s"
                  .formatted(
                      packet.protocol(),
                      packet.interfaceIndex() == 0
                          ? "any interface"
                          : "interface " + packet.interfaceIndex());
          default -> "";
        };
  }

  /** As the file has it: @ for each NUL of an abstract name. */
  private static String name(UnixSocket unix) {
    ByteString path = unix.path();
    if (path == null || path.isEmpty()) {
      return "";
    }
    return path.byteAt(0) == 0 ? "@" + Shown.text(path.substring(1)) : Shown.text(path);
  }

  String peer() {
    End end = peerEnd();
    return end == null ? "" : end.text();
  }

  /** Bytes not yet read; of a listener, connections not yet accepted; -1: not counted. */
  long received() {
    return switch (socket) {
      case TcpSocket tcp -> Integer.toUnsignedLong(tcp.rxQueue());
      case DatagramSocket datagram -> Integer.toUnsignedLong(datagram.rxQueue());
      case NetlinkSocket netlink -> netlink.rxQueue();
      case PacketSocket packet -> Integer.toUnsignedLong(packet.rxQueue());
      case UnixSocket _ -> -1;
    };
  }

  /** Bytes not yet sent or acknowledged; -1: not counted. */
  long sent() {
    return switch (socket) {
      case TcpSocket tcp -> Integer.toUnsignedLong(tcp.txQueue());
      case DatagramSocket datagram -> Integer.toUnsignedLong(datagram.txQueue());
      case NetlinkSocket netlink -> netlink.txQueue();
      case UnixSocket _, PacketSocket _ -> -1;
    };
  }

  String uid() {
    return unsigned(socket.uid());
  }

  String inode() {
    return Long.toUnsignedString(socket.inode());
  }

  private static String unsigned(int number) {
    return Integer.toUnsignedString(number);
  }

  /** Bytes that are in the same order as what a column shows. */
  ByteString key(Order.By column) {
    return switch (column) {
      case PROTOCOL -> ByteString.copyFromUtf8(protocol());
      case STATE -> ByteString.copyFromUtf8(state());
      case RECEIVED -> number(received());
      case SENT -> number(sent());
      case LOCAL -> end(localEnd());
      case PEER -> end(peerEnd());
      case UID -> number(Integer.toUnsignedLong(socket.uid()));
      case INODE -> ByteString.copyFrom(Longs.toByteArray(socket.inode()));
    };
  }

  /** Those without an end come behind, by their names. */
  private ByteString end(@Nullable End end) {
    return end != null
        ? end.key()
        : ByteString.copyFrom(new byte[] {(byte) 0xFF}).concat(ByteString.copyFromUtf8(local()));
  }

  private static ByteString number(long number) {
    return ByteString.copyFrom(Longs.toByteArray(number + 1));
  }
}
