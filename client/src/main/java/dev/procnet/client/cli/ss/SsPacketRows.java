package dev.procnet.client.cli.ss;

import dev.procnet.v1.PacketSocket;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketType;
import java.io.IOException;

/**
 * Packet sockets. Those of both tables are shown where one is asked for, as ss does with a file.
 */
final class SsPacketRows implements SsRows {

  private static final int ALL_PROTOCOLS = 3;
  private static final int CLOSE = 7;

  private final SsOptions options;
  private final SsDevices devices;
  private final SsColumns columns;

  SsPacketRows(SsOptions options, SsDevices devices, SsColumns columns) {
    this.options = options;
    this.devices = devices;
    this.columns = columns;
  }

  @Override
  public SsSocket subject(Socket socket) {
    PacketSocket packet = socket.getPacket();
    return SsSocket.packet(packet.getProtocol(), packet.getInterfaceIndex());
  }

  @Override
  public boolean isShown(Socket socket) {
    return true;
  }

  @Override
  public void print(Socket socket) throws IOException {
    PacketSocket packet = socket.getPacket();
    int protocol = packet.getProtocol();
    String address =
        protocol == ALL_PROTOCOLS ? "*" : SsProtocols.etherType(protocol, options.numeric());
    int index = packet.getInterfaceIndex();
    columns.row(
        packet.getType() == SocketType.SOCKET_TYPE_RAW ? "p_raw" : "p_dgr",
        SsStates.name(CLOSE),
        SsInetRows.queue(packet.getRxQueue()),
        SsInetRows.queue(0),
        address + ":",
        index == 0 ? "*" : devices.name(index),
        "*",
        "");
    if (options.details()) {
      if (socket.getUid() != 0) {
        columns.more(" uid:" + Integer.toUnsignedString(socket.getUid()));
      }
      columns.more(" ino:" + Integer.toUnsignedString((int) socket.getInode()));
      columns.more(" sk:0");
    }
  }
}
