package dev.procnet.server.oracle;

import static dev.procnet.server.oracle.Mutations.close;
import static dev.procnet.server.oracle.Mutations.endpoint;
import static dev.procnet.server.oracle.Mutations.listen;
import static dev.procnet.server.oracle.Mutations.tcp;
import static dev.procnet.server.oracle.Mutations.update;

import dev.procnet.v1.Socket;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** TCP in its states. */
final class TcpSituations {

  private static final int TCP_LEVEL = 6;
  private static final int TCP_FASTOPEN = 23;
  private static final int MPTCP = 262;
  private static final int IPV6_LEVEL = 41;
  private static final int IPV6_V6ONLY = 26;

  private TcpSituations() {}

  static List<Situation> all() {
    return List.of(
        new Situation("tcp listeners", TcpSituations::listeners),
        new Situation("tcp6 listeners", TcpSituations::listeners6),
        new Situation("tcp over loopback", TcpSituations::loopback),
        new Situation("tcp between hosts", TcpSituations::betweenHosts),
        new Situation("tcp6 between hosts", TcpSituations::betweenHosts6),
        new Situation("tcp, IPv4 in IPv6 sockets", TcpSituations::mapped),
        new Situation("tcp states", TcpSituations::states),
        new Situation("tcp half-open", TcpSituations::halfOpen),
        new Situation("tcp shutdown", TcpSituations::shutdown),
        new Situation("tcp reset", TcpSituations::reset),
        new Situation("mptcp", TcpSituations::mptcp),
        new Situation("many sockets", TcpSituations::many));
  }

  private static Change listeners(Lab lab) throws IOException {
    Sock gone = lab.listener(lab.a(), "0.0.0.0", 80).owner(33);
    lab.listener(lab.a(), "127.0.0.1", 631).owner(1000);
    for (int i = 0; i < 3; i++) {
      lab.socket(Sock.INET, Sock.STREAM)
          .option(Sock.SOL_SOCKET, Sock.SO_REUSEPORT, 1)
          .bind(Sockaddr.inet("0.0.0.0", 8080))
          .listen(128);
    }
    lab.socket(Sock.INET, Sock.STREAM)
        .option(TCP_LEVEL, TCP_FASTOPEN, 16)
        .bind(Sockaddr.inet("0.0.0.0", 443))
        .listen(4096);
    return told -> {
      told.tell(close(gone.inode()));
      lab.close(gone);
      told.tell(
              listen(lab.listener(lab.a(), "0.0.0.0", 22), 0, "0.0.0.0", 22),
              listen(lab.listener(lab.a(), "127.0.0.2", 65535).owner(-2), -2, "127.0.0.2", 65535))
          .compare(Columns.idleTcp("tcp"), Columns.sockstat("sockstat", "TCP.inuse"));
    };
  }

  private static Change listeners6(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock gone = lab.listener(lab.a(), "::", 80).owner(33);
    lab.listener(lab.a(), "::1", 631);
    lab.socket(Sock.INET6, Sock.STREAM)
        .option(IPV6_LEVEL, IPV6_V6ONLY, 1)
        .bind(Sockaddr.inet("::", 22))
        .listen(128);
    lab.listener(lab.a(), "0.0.0.0", 22);
    return told -> {
      told.tell(close(gone.inode()));
      lab.close(gone);
      told.tell(
              listen(lab.listener(lab.a(), "::", 443).owner(1000), 1000, "::", 443),
              listen(lab.listener(lab.a(), "::1", 1), 0, "::1", 1))
          .compare(
              Columns.idleTcp("tcp6"),
              Columns.idleTcp("tcp"),
              Columns.sockstat("sockstat6", "TCP6.inuse"));
    };
  }

  private static Change loopback(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock listener = lab.listener(lab.a(), "127.0.0.1", 8080);
    Sock client = client(lab, "127.0.0.1", 40001, "127.0.0.1", 8080);
    Sock server = lab.keep(listener.accept());
    client.send(1000);
    return told -> {
      server.receive(400);
      Sock second = client(lab, "127.0.0.1", 40002, "127.0.0.1", 8080);
      Sock accepted = lab.keep(listener.accept());
      told.tell(
              rxQueue(server, 600),
              established(second, "127.0.0.1", 40002, 8080),
              established(accepted, "127.0.0.1", 8080, 40002))
          .compare(Columns.tcp("tcp"), Columns.sockstat("sockstat", "TCP.inuse"));
    };
  }

  private static dev.procnet.v1.Mutation.Builder rxQueue(Sock sock, int bytes) throws IOException {
    return update(
        sock.inode(),
        Socket.newBuilder().setTcp(TcpSocket.newBuilder().setRxQueue(bytes)),
        "tcp.rx_queue");
  }

  private static dev.procnet.v1.Mutation.Builder state(Sock sock, TcpState state)
      throws IOException {
    return update(
        sock.inode(),
        Socket.newBuilder().setTcp(TcpSocket.newBuilder().setState(state)),
        "tcp.state");
  }

  private static dev.procnet.v1.Mutation.Builder established(
      Sock sock, String address, int port, int remotePort) throws IOException {
    return tcp(
        sock,
        TcpState.TCP_STATE_ESTABLISHED,
        endpoint(address, port),
        endpoint(address, remotePort));
  }

  private static Sock client(Lab lab, String address, int port, String remote, int remotePort)
      throws IOException {
    return lab.socket(Lab.family(address), Sock.STREAM)
        .option(Sock.SOL_SOCKET, Sock.SO_REUSEADDR, 1)
        .bind(Sockaddr.inet(address, port))
        .connect(Sockaddr.inet(remote, remotePort));
  }

  private static Change betweenHosts(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    Sock listener = lab.listener(b, "10.16.1.2", 443);
    Sock client = client(lab, "10.16.1.1", 40000, "10.16.1.2", 443).owner(1000);
    Sock server = lab.keep(listener.accept());
    return told -> {
      server.send(5000);
      told.tell(rxQueue(client, 5000));
      Sock second = client(lab, "10.16.1.1", 40001, "10.16.1.2", 443);
      told.tell(
              tcp(
                  second,
                  TcpState.TCP_STATE_ESTABLISHED,
                  endpoint("10.16.1.1", 40001),
                  endpoint("10.16.1.2", 443)))
          .compare(Columns.tcp("tcp"));
    };
  }

  private static Change betweenHosts6(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    Sock listener = lab.listener(b, "::", 443);
    Sock client = client(lab, "2001:db8:1::1", 40000, "2001:db8:1::2", 443);
    Sock server = lab.keep(listener.accept());
    return told -> {
      server.send(77);
      Sock second = client(lab, "2001:db8:1::1", 40001, "2001:db8:1::2", 443);
      told.tell(
              rxQueue(client, 77),
              tcp(
                  second,
                  TcpState.TCP_STATE_ESTABLISHED,
                  endpoint("2001:db8:1::1", 40001),
                  endpoint("2001:db8:1::2", 443)))
          .compare(Columns.tcp("tcp6"));
    };
  }

  private static Change mapped(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock listener = lab.listener(lab.a(), "::", 8080);
    client(lab, "127.0.0.1", 40001, "127.0.0.1", 8080);
    lab.keep(listener.accept());
    return told -> {
      Sock client = client(lab, "127.0.0.1", 40002, "127.0.0.1", 8080);
      Sock accepted = lab.keep(listener.accept());
      told.tell(
              established(client, "127.0.0.1", 40002, 8080),
              established(accepted, "::ffff:127.0.0.1", 8080, 40002))
          .compare(Columns.tcp("tcp"), Columns.tcp("tcp6"));
    };
  }

  /** CLOSE_WAIT, FIN_WAIT2, TIME_WAIT, LAST_ACK and what a filled window leaves. */
  private static Change states(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock listener = lab.listener(lab.a(), "127.0.0.1", 8080);
    List<Sock> clients = new ArrayList<>();
    List<Sock> servers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      clients.add(client(lab, "127.0.0.1", 40000 + i, "127.0.0.1", 8080));
      servers.add(lab.keep(listener.accept()));
    }
    clients.get(0).shutdown(1);
    lab.close(clients.get(1));
    lab.close(clients.get(2));
    lab.close(servers.get(2));
    clients.get(3).fill();
    clients.get(4).send(10).shutdown(1);
    lab.settle(Columns.tcp("tcp"));
    return told -> {
      Sock fresh = lab.listener(lab.a(), "127.0.0.1", 8081);
      told.tell(listen(fresh, 0, "127.0.0.1", 8081)).compare(Columns.tcp("tcp"));
    };
  }

  /** SYN_SENT, SYN_RECV and a queue of connections nobody accepts. */
  private static Change halfOpen(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    lab.listener(lab.a(), "10.16.1.1", 80);
    for (int i = 0; i < 3; i++) {
      lab.connection(b, "10.16.1.1", 80);
    }
    // Whoever asks from an address that nobody answers for stays half-open.
    b.ip("addr add 10.16.9.2/32 dev eth1");
    lab.a().ip("route add 10.16.9.0/24 dev eth1");
    b.sysctl("ipv4/conf/all/arp_ignore", 1).sysctl("ipv4/conf/eth1/arp_ignore", 8);
    lab.socket(b, Sock.INET, Sock.STREAM | Sock.NONBLOCK, 0)
        .bind(Sockaddr.inet("10.16.9.2", 50000))
        .connect(Sockaddr.inet("10.16.1.1", 80));
    lab.socket(Sock.INET, Sock.STREAM | Sock.NONBLOCK).connect(Sockaddr.inet("10.16.1.99", 80));
    return told -> {
      Sock fresh = lab.listener(lab.a(), "10.16.1.1", 81);
      told.tell(listen(fresh, 0, "10.16.1.1", 81)).compare(Columns.tcp("tcp"));
    };
  }

  private static Change shutdown(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock listener = lab.listener(lab.a(), "127.0.0.1", 8080);
    Sock client = client(lab, "127.0.0.1", 40001, "127.0.0.1", 8080);
    Sock server = lab.keep(listener.accept());
    return told -> {
      client.shutdown(1);
      told.tell(
              state(client, TcpState.TCP_STATE_FIN_WAIT2),
              state(server, TcpState.TCP_STATE_CLOSE_WAIT),
              // The FIN counts as a byte to be read.
              rxQueue(server, 1))
          .compare(Columns.tcp("tcp"));
    };
  }

  private static Change reset(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock listener = lab.listener(lab.a(), "127.0.0.1", 8080);
    Sock client = client(lab, "127.0.0.1", 40001, "127.0.0.1", 8080);
    Sock server = lab.keep(listener.accept());
    return told -> {
      told.tell(close(client.inode()), close(server.inode()));
      // SO_LINGER with no time: close resets.
      client.option(Sock.SOL_SOCKET, Sock.SO_LINGER, new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
      lab.close(client);
      lab.close(server);
      told.tell(Mutations.count("snmp", "Tcp", "EstabResets", 2, "CurrEstab", -2, "OutRsts", 1))
          .compare(
              Columns.tcp("tcp"),
              Columns.counters("snmp", "Tcp.EstabResets", "Tcp.CurrEstab", "Tcp.OutRsts"));
    };
  }

  private static Change mptcp(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    lab.need("MPTCP", () -> lab.socket(lab.a(), Sock.INET, Sock.STREAM, MPTCP));
    Sock listener =
        lab.socket(lab.a(), Sock.INET, Sock.STREAM, MPTCP)
            .bind(Sockaddr.inet("127.0.0.1", 8080))
            .listen(5);
    lab.socket(lab.a(), Sock.INET, Sock.STREAM, MPTCP)
        .connect(Sockaddr.inet("127.0.0.1", 8080))
        .send(100);
    lab.keep(listener.accept());
    return Change.NONE;
  }

  private static Change many(Lab lab) throws IOException {
    List<Sock> listeners = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      listeners.add(lab.listener(lab.a(), "127.0." + i % 7 + ".1", 1000 + i));
      lab.socket(Sock.INET, Sock.DGRAM).bind(Sockaddr.inet("127.0.0.1", 1000 + i * 100));
    }
    return told -> {
      for (int i = 0; i < listeners.size(); i += 3) {
        told.tell(close(listeners.get(i).inode()));
        lab.close(listeners.get(i));
      }
      for (int i = 0; i < 60; i++) {
        Sock sock = lab.listener(lab.a(), "127.0.0.9", 3000 + i).owner(i);
        told.tell(listen(sock, i, "127.0.0.9", 3000 + i));
      }
      told.compare(
          Columns.idleTcp("tcp"),
          Columns.udp("udp"),
          Columns.sockstat("sockstat", "TCP.inuse", "UDP.inuse"));
    };
  }
}
