package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.TcpSocket;

/** What a reader sees of sockets: uids of its namespace, addresses only where it may see them. */
record Sight(Reader reader) {

  /** Sees all as it is. */
  static final Sight FULL = new Sight(Reader.ROOT);

  /** A socket's owner. A TIME_WAIT has none, which prints as 0 in every namespace. */
  int uid(Socket socket) {
    boolean mini = socket instanceof TcpSocket tcp && tcp.form() == TcpSocket.Form.MINI;
    return mini ? socket.uid() : reader.uidMap().inside(socket.uid());
  }

  /** An address. */
  IpAddress address(IpAddress address) {
    return reader.shown(address);
  }

  /** A link-layer address. */
  ByteString linkAddress(ByteString address) {
    return reader.shownLink(address);
  }

  /** A port of a socket. */
  int port(int port) {
    return reader.hideAddresses() ? 0 : port;
  }
}
