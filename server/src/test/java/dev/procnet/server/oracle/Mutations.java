package dev.procnet.server.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.InterfaceAddress;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.InterfaceStatisticsDelta;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.NetlinkSocket;
import dev.procnet.v1.PacketSocket;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.SocketUpdate;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import dev.procnet.v1.UnixSocket;
import dev.procnet.v1.UnixState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What clients would send. */
final class Mutations {

  private Mutations() {}

  static Endpoint.Builder endpoint(String address, int port) {
    return Endpoint.newBuilder().setAddress(address).setPort(port);
  }

  private static Socket.Builder socket(Sock sock, int uid) throws IOException {
    return Socket.newBuilder().setInode(sock.inode()).setUid(uid);
  }

  private static Mutation.Builder open(Socket.Builder socket) {
    return Mutation.newBuilder().setOpenSocket(socket);
  }

  static Mutation.Builder close(long inode) {
    return Mutation.newBuilder().setCloseSocket(SocketKey.newBuilder().setInode(inode));
  }

  static Mutation.Builder listen(Sock sock, int uid, String address, int port) throws IOException {
    return open(
        socket(sock, uid)
            .setTcp(
                TcpSocket.newBuilder()
                    .setLocal(endpoint(address, port))
                    .setState(TcpState.TCP_STATE_LISTEN)));
  }

  static Mutation.Builder tcp(
      Sock sock, TcpState state, Endpoint.Builder local, Endpoint.Builder remote)
      throws IOException {
    return open(
        socket(sock, 0)
            .setTcp(TcpSocket.newBuilder().setLocal(local).setRemote(remote).setState(state)));
  }

  static Mutation.Builder udp(Sock sock, int uid, Endpoint.Builder local, Endpoint.Builder remote)
      throws IOException {
    return open(
        socket(sock, uid).setUdp(DatagramSocket.newBuilder().setLocal(local).setRemote(remote)));
  }

  static Mutation.Builder unix(Sock sock, int type, UnixState state) throws IOException {
    return open(
        socket(sock, 0).setUnix(UnixSocket.newBuilder().setTypeValue(type).setState(state)));
  }

  /**
   * Binds or listens.
   *
   * @param name Latin-1 for its bytes
   */
  static Mutation.Builder unix(Sock sock, int type, boolean listening, String name)
      throws IOException {
    return open(
        socket(sock, 0)
            .setUnix(
                UnixSocket.newBuilder()
                    .setTypeValue(type)
                    .setListening(listening)
                    .setPath(ByteString.copyFrom(name, StandardCharsets.ISO_8859_1))));
  }

  static Mutation.Builder netlink(Sock sock, int protocol, int portId, int groups)
      throws IOException {
    return open(
        socket(sock, 0)
            .setNetlink(
                NetlinkSocket.newBuilder()
                    .setProtocol(protocol)
                    .setPortId(portId)
                    .setGroups(groups)));
  }

  static Mutation.Builder packet(Sock sock, int type, int etherType, int index) throws IOException {
    return open(
        socket(sock, 0)
            .setPacket(
                PacketSocket.newBuilder()
                    .setTypeValue(type)
                    .setProtocol(etherType)
                    .setInterfaceIndex(index)
                    .setRunning(true)));
  }

  /** Changes the fields that are named. */
  static Mutation.Builder update(long inode, Socket.Builder socket, String... paths) {
    FieldMask.Builder mask = FieldMask.newBuilder();
    for (String path : paths) {
      mask.addPaths(path);
    }
    return Mutation.newBuilder()
        .setUpdateSocket(
            SocketUpdate.newBuilder()
                .setKey(SocketKey.newBuilder().setInode(inode))
                .setSocket(socket)
                .setUpdateMask(mask));
  }

  static Mutation.Builder address(int index, String address, int length) {
    return Mutation.newBuilder()
        .setPutAddress(
            InterfaceAddress.newBuilder()
                .setInterfaceIndex(index)
                .setAddress(address)
                .setPrefixLength(length));
  }

  /** Adds to counters, {@code Udp}, {@code InDatagrams}, 1. */
  static Mutation.Builder count(String file, String group, Object... namesAndDeltas) {
    CounterGroup.Builder counters = CounterGroup.newBuilder().setFile(file).setName(group);
    for (int i = 0; i < namesAndDeltas.length; i += 2) {
      counters.addCounters(
          Counter.newBuilder()
              .setName(namesAndDeltas[i].toString())
              .setValue(((Integer) namesAndDeltas[i + 1]).longValue()));
    }
    return Mutation.newBuilder().setAddCounters(counters);
  }

  /** Packets of an interface, each way, and all their bytes. */
  static Mutation.Builder traffic(
      int index, int packetsIn, int bytesIn, int packetsOut, int bytesOut) {
    return Mutation.newBuilder()
        .setAddInterfaceStatistics(
            InterfaceStatisticsDelta.newBuilder()
                .setIndex(index)
                .setDelta(
                    InterfaceStatistics.newBuilder()
                        .setRxPackets(packetsIn)
                        .setRxBytes(bytesIn)
                        .setTxPackets(packetsOut)
                        .setTxBytes(bytesOut)));
  }
}
