package dev.procnet.server.oracle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NeighborState;
import dev.procnet.v1.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Steps that change the kernel and say so, drawn from a source of numbers. */
final class RandomSteps {

  private static final List<String> LOCALS =
      List.of("0.0.0.0", "127.0.0.1", "10.16.1.1", "::", "::1", "2001:db8:1::1");

  private final Lab lab;
  private final Random random;
  private final int eth1;
  private final List<Sock> sockets = new ArrayList<>();
  private final Set<Object> used = new HashSet<>();

  RandomSteps(Lab lab, Random random) throws IOException {
    this.lab = lab;
    this.random = random;
    this.eth1 = lab.a().interfaceIndex("eth1");
  }

  void take(int count, Change.Told told) throws IOException {
    for (int i = 0; i < count; i++) {
      step(told);
    }
  }

  private void step(Change.Told told) throws IOException {
    switch (random.nextInt(10)) {
      case 0, 1 -> listener(told);
      case 2 -> datagrams(told);
      case 3 -> unix(told);
      case 4 -> netlink(told);
      case 5 -> packet(told);
      case 6 -> route(told);
      case 7 -> route6(told);
      case 8 -> neighbor(told);
      default -> close(told);
    }
  }

  private void listener(Change.Told told) throws IOException {
    String address = LOCALS.get(random.nextInt(LOCALS.size()));
    int uid = random.nextInt();
    int port = freshPort();
    Sock sock = keep(lab.listener(lab.a(), address, port).owner(uid));
    told.tell(Mutations.listen(sock, uid, address, port));
  }

  private void datagrams(Change.Told told) throws IOException {
    String address = LOCALS.get(random.nextInt(LOCALS.size()));
    int uid = random.nextInt(70000);
    int port = freshPort();
    Sock sock = keep(lab.socket(Lab.family(address), Sock.DGRAM)).owner(uid);
    sock.bind(Sockaddr.inet(address, port));
    Endpoint.Builder peer = Endpoint.newBuilder();
    // A socket bound to no address would get one when it connects.
    if (random.nextBoolean() && !Set.of("0.0.0.0", "::").contains(address)) {
      peer = Mutations.endpoint(address, freshPort());
      sock.connect(Sockaddr.inet(address, peer.getPort()));
    }
    told.tell(Mutations.udp(sock, uid, Mutations.endpoint(address, port), peer));
  }

  private void unix(Change.Told told) throws IOException {
    byte[] bytes = new byte[1 + random.nextInt(107)];
    random.nextBytes(bytes);
    bytes[0] = 0;
    String name = new String(bytes, ISO_8859_1);
    int type = random.nextBoolean() ? Sock.STREAM : Sock.SEQPACKET;
    Sock sock = keep(lab.socket(Sock.UNIX, type)).bind(Sockaddr.unix(name)).listen(1);
    told.tell(Mutations.unix(sock, type, true, name));
  }

  private void netlink(Change.Told told) throws IOException {
    int port = 1 + random.nextInt(Integer.MAX_VALUE);
    int protocol = random.nextBoolean() ? 0 : 16;
    Sock sock = keep(lab.socket(lab.a(), Sock.NETLINK, Sock.RAW, protocol));
    sock.bind(Sockaddr.netlink(port, 0));
    told.tell(Mutations.netlink(sock, protocol, port, 0));
  }

  private void packet(Change.Told told) throws IOException {
    int type = random.nextBoolean() ? Sock.RAW : Sock.DGRAM;
    // Types that nobody sends, so that nothing is received.
    int etherType = 0x9000 + random.nextInt(0x1000);
    Sock sock = keep(lab.socket(Sock.PACKET, type)).bind(Sockaddr.packet(etherType, eth1));
    told.tell(Mutations.packet(sock, type, etherType, eth1));
  }

  private void route(Change.Told told) throws IOException {
    int length = 8 + random.nextInt(25);
    int bits = (20 << 24 | random.nextInt(1 << 24)) & -1 << (32 - length);
    int metric = random.nextInt(5);
    String network =
        "%d.%d.%d.%d".formatted(bits >>> 24, bits >>> 16 & 0xFF, bits >>> 8 & 0xFF, bits & 0xFF);
    if (!used.add(network + "/" + length + " " + metric)) {
      return;
    }
    Route.Builder route = Route.newBuilder().setDestination(network).setPrefixLength(length);
    String via = "";
    if (random.nextBoolean()) {
      via = "via 10.16.1.2 ";
      route.setGateway("10.16.1.2");
    }
    lab.a().ip("route add %s/%d %sdev eth1 metric %d".formatted(network, length, via, metric));
    told.tell(Mutation.newBuilder().setPutRoute(route.setInterfaceIndex(eth1).setMetric(metric)));
  }

  private void route6(Change.Told told) throws IOException {
    int length = 48 - random.nextInt(16);
    int third = random.nextInt(0x10000) & -1 << (48 - length);
    int metric = 1 + random.nextInt(3);
    String network = "2001:db9:" + Integer.toHexString(third) + "::";
    if (third == 0 || !used.add(network + length + " " + metric)) {
      return;
    }
    lab.a().ip("-6 route add %s/%d dev eth1 metric %d".formatted(network, length, metric));
    told.tell(
        Mutation.newBuilder()
            .setPutRoute(
                Route.newBuilder()
                    .setDestination(network)
                    .setPrefixLength(length)
                    .setInterfaceIndex(eth1)
                    .setMetric(metric)));
  }

  private void neighbor(Change.Told told) throws IOException {
    String address = "10.16.1." + (10 + random.nextInt(200));
    String link = "02:00:00:00:99:%02x".formatted(random.nextInt(256));
    lab.a().ip("neigh replace %s lladdr %s dev eth1 nud permanent".formatted(address, link));
    told.tell(
        Mutation.newBuilder()
            .setPutNeighbor(
                Neighbor.newBuilder()
                    .setInterfaceIndex(eth1)
                    .setAddress(address)
                    .setLinkAddress(link)
                    .setState(NeighborState.NEIGHBOR_STATE_PERMANENT)));
  }

  private void close(Change.Told told) throws IOException {
    if (!sockets.isEmpty()) {
      Sock sock = sockets.remove(random.nextInt(sockets.size()));
      told.tell(Mutations.close(sock.inode()));
      lab.close(sock);
    }
  }

  private Sock keep(Sock sock) {
    sockets.add(sock);
    return sock;
  }

  private int freshPort() {
    int port;
    do {
      port = 1024 + random.nextInt(60000);
    } while (!used.add(port));
    return port;
  }
}
