package dev.procnet.client.testing;

import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Socket;
import dev.procnet.v1.Socket.KindCase;
import dev.procnet.v1.TcpState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which sockets stand in which file. */
final class SocketFiles {

  private static final Map<String, KindCase> KINDS =
      new TreeMap<>(
          Map.of(
              "tcp", KindCase.TCP,
              "udp", KindCase.UDP,
              "udplite", KindCase.UDP_LITE,
              "raw", KindCase.RAW,
              "icmp", KindCase.PING,
              "unix", KindCase.UNIX,
              "netlink", KindCase.NETLINK,
              "packet", KindCase.PACKET));

  private SocketFiles() {}

  static boolean has(String file) {
    return KINDS.containsKey(kind(file));
  }

  /** The files, those of IPv6 aside. */
  static List<String> names() {
    return List.copyOf(KINDS.keySet());
  }

  static boolean shows(String file, Socket socket) {
    return socket.getKindCase() == KINDS.get(kind(file))
        && !socket.getDestroying()
        && (family(socket) == AddressFamily.ADDRESS_FAMILY_IPV6) == file.endsWith("6");
  }

  private static String kind(String file) {
    return file.endsWith("6") ? file.substring(0, file.length() - 1) : file;
  }

  private static AddressFamily family(Socket socket) {
    return socket.hasTcp() ? socket.getTcp().getFamily() : datagram(socket).getFamily();
  }

  static Endpoint local(Socket socket) {
    return socket.hasTcp() ? socket.getTcp().getLocal() : datagram(socket).getLocal();
  }

  static Endpoint remote(Socket socket) {
    return socket.hasTcp() ? socket.getTcp().getRemote() : datagram(socket).getRemote();
  }

  /** As `ss` says it: {@code ESTABLISHED}. */
  static String state(Socket socket) {
    TcpState state = socket.hasTcp() ? socket.getTcp().getState() : datagram(socket).getState();
    return state(state);
  }

  static String state(TcpState state) {
    return state.name().substring("TCP_STATE_".length());
  }

  static String path(Socket socket) {
    return socket.getUnix().getPath().toStringUtf8().replace('\0', '@');
  }

  private static DatagramSocket datagram(Socket socket) {
    return switch (socket.getKindCase()) {
      case UDP -> socket.getUdp();
      case UDP_LITE -> socket.getUdpLite();
      case RAW -> socket.getRaw();
      case PING -> socket.getPing();
      default -> DatagramSocket.getDefaultInstance();
    };
  }

  /** What a reader of a failed test needs to know of it. */
  static String words(Socket socket) {
    String what =
        socket.hasUnix()
            ? "'" + path(socket) + "'"
            : text(local(socket)) + " -> " + text(remote(socket)) + " " + state(socket);
    return "socket "
        + socket.getId()
        + ": "
        + what
        + ", uid "
        + Integer.toUnsignedString(socket.getUid())
        + ", inode "
        + Long.toUnsignedString(socket.getInode());
  }

  static String text(Endpoint endpoint) {
    String address = endpoint.getAddress();
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + endpoint.getPort();
  }
}
