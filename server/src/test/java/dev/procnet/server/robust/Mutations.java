package dev.procnet.server.robust;

import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Socket;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;

/** What the clients of runs change: sockets, and beside each a count of them. */
final class Mutations {

  private Mutations() {}

  /** Another listening socket; several may have the same address and port. */
  static Mutation listen(String address, int port) {
    return Mutation.newBuilder()
        .setOpenSocket(
            Socket.newBuilder()
                .setTcp(
                    TcpSocket.newBuilder()
                        .setLocal(Endpoint.newBuilder().setAddress(address).setPort(port))
                        .setState(TcpState.TCP_STATE_LISTEN)))
        .build();
  }

  /** One more in {@code Tcp: PassiveOpens}. */
  static Mutation count() {
    return Mutation.newBuilder()
        .setAddCounters(
            CounterGroup.newBuilder()
                .setFile("snmp")
                .setName("Tcp")
                .addCounters(Counter.newBuilder().setName("PassiveOpens").setValue(1)))
        .build();
  }
}
