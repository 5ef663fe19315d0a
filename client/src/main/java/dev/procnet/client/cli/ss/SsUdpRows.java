package dev.procnet.client.cli.ss;

import dev.procnet.v1.Socket;

/** UDP sockets. Of their details ss shows none. */
final class SsUdpRows extends SsInetRows {

  SsUdpRows(Selection selection, SsOptions options, SsNames names, SsColumns columns) {
    super(selection, options, names, columns, "udp");
  }

  @Override
  Common common(Socket socket) {
    var udp = socket.getUdp();
    return new Common(
        udp.getFamily(),
        udp.getLocal(),
        udp.getRemote(),
        udp.getStateValue(),
        udp.getRxQueue(),
        udp.getTxQueue());
  }
}
