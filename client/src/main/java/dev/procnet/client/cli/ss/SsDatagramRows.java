package dev.procnet.client.cli.ss;

import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.Socket;
import java.util.function.Function;

/** UDP and raw sockets. Of their details ss shows none. */
final class SsDatagramRows extends SsInetRows {

  private final Function<Socket, DatagramSocket> part;

  SsDatagramRows(
      Selection selection,
      SsOptions options,
      SsNames names,
      SsColumns columns,
      String protocol,
      Function<Socket, DatagramSocket> part) {
    super(selection, options, names, columns, protocol);
    this.part = part;
  }

  @Override
  Common common(Socket socket) {
    DatagramSocket datagram = part.apply(socket);
    return new Common(
        datagram.getFamily(),
        datagram.getLocal(),
        datagram.getRemote(),
        datagram.getStateValue(),
        datagram.getRxQueue(),
        datagram.getTxQueue());
  }
}
