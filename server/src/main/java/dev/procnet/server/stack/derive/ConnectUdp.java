package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;

/** connect(2) of a UDP socket that is there. net/ipv4/datagram.c __ip4_datagram_connect. */
public record ConnectUdp(SocketKey socket, Endpoint remote) implements Derivation {

  @Override
  public long derive(Plan plan) {
    if (!(plan.require(socket) instanceof DatagramSocket row)
        || row.kind() != DatagramSocket.Kind.UDP
        || row.local().width() != remote.address().width()) {
      throw Refusals.refused(
          "EAFNOSUPPORT",
          "socket of " + socket + " is not of UDP and the remote's family, expected one that is");
    }
    Udp udp = new Udp(plan);
    int port = row.localPort() == 0 ? Ports.of(plan).firstFree(udp::isFree) : row.localPort();
    Endpoint from = new Endpoint(OpenUdp.source(udp.network(), row.local(), remote), port);
    plan.apply(
        new Mutation.UpdateSocket(
            socket, (current, _) -> UdpRow.connected((DatagramSocket) current, from, remote)));
    return row.id();
  }
}
