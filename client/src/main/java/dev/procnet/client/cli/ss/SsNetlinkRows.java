package dev.procnet.client.cli.ss;

import dev.procnet.v1.NetlinkSocket;
import dev.procnet.v1.Socket;
import java.io.IOException;

/** Netlink sockets. Port ids are not looked up among processes: those here are not the stack's. */
final class SsNetlinkRows implements SsRows {

  private static final int CLOSE = 7;

  private final SsOptions options;
  private final SsColumns columns;

  SsNetlinkRows(SsOptions options, SsColumns columns) {
    this.options = options;
    this.columns = columns;
  }

  @Override
  public SsSocket subject(Socket socket) {
    return SsSocket.netlink(socket.getNetlink().getProtocol(), socket.getNetlink().getPortId());
  }

  @Override
  public boolean isShown(Socket socket) {
    return true;
  }

  @Override
  public void print(Socket socket) throws IOException {
    NetlinkSocket netlink = socket.getNetlink();
    columns.row(
        "nl",
        SsStates.name(CLOSE),
        SsInetRows.queue(netlink.getRxQueue()),
        SsInetRows.queue(netlink.getTxQueue()),
        SsProtocols.netlink(netlink.getProtocol(), options.numeric()) + ":",
        port(netlink.getPortId()),
        "*",
        "");
    if (options.details()) {
      String dump = netlink.getDumping() ? "1" : "0";
      columns.more(String.format(" sk=0 cb=%s groups=0x%08x", dump, netlink.getGroups()));
    }
  }

  private String port(int id) {
    if (id == -1) {
      return "*";
    }
    return id == 0 && !options.numeric() ? "kernel" : Integer.toString(id);
  }
}
