package dev.procnet.server.rpc;

import com.google.protobuf.FieldMask;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Socket;
import dev.procnet.v1.SocketKey;
import dev.procnet.v1.SocketUpdate;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import java.util.List;

/** Messages that many tests send. */
final class Requests {

  private Requests() {}

  static Endpoint endpoint(String address, int port) {
    return Endpoint.newBuilder().setAddress(address).setPort(port).build();
  }

  static Mutation open(Socket.Builder socket) {
    return Mutation.newBuilder().setOpenSocket(socket).build();
  }

  static Mutation openListener(int port) {
    return open(listener(port));
  }

  static Socket.Builder listener(int port) {
    return Socket.newBuilder()
        .setTcp(
            TcpSocket.newBuilder()
                .setLocal(endpoint("127.0.0.1", port))
                .setState(TcpState.TCP_STATE_LISTEN));
  }

  static Mutation close(long id) {
    return Mutation.newBuilder().setCloseSocket(SocketKey.newBuilder().setId(id)).build();
  }

  static Mutation update(SocketKey.Builder key, Socket.Builder values, String... paths) {
    return Mutation.newBuilder()
        .setUpdateSocket(
            SocketUpdate.newBuilder()
                .setKey(key)
                .setSocket(values)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths))))
        .build();
  }

  static SocketKey.Builder id(long id) {
    return SocketKey.newBuilder().setId(id);
  }

  static Socket.Builder tcp(TcpState state) {
    return Socket.newBuilder().setTcp(TcpSocket.newBuilder().setState(state));
  }
}
