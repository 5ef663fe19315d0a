package dev.procnet.server.oracle;

import static dev.procnet.server.oracle.Mutations.close;
import static dev.procnet.server.oracle.Mutations.endpoint;
import static dev.procnet.server.oracle.Mutations.netlink;
import static dev.procnet.server.oracle.Mutations.packet;
import static dev.procnet.server.oracle.Mutations.udp;
import static dev.procnet.server.oracle.Mutations.unix;
import static dev.procnet.server.oracle.Mutations.update;

import dev.procnet.v1.DatagramSocket;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.PacketHandler;
import dev.procnet.v1.Socket;
import dev.procnet.v1.UnixState;
import java.io.IOException;
import java.util.List;

/** Sockets of all protocols but TCP. */
final class SocketSituations {

  private static final int UDPLITE = 136;
  private static final int IP_PACKETS = 0x0800;
  private static final int ALL_PACKETS = 3;
  private static final int ROUTE = 0;
  private static final int KOBJECT_UEVENT = 15;
  private static final int GENERIC = 16;

  private SocketSituations() {}

  static List<Situation> all() {
    return List.of(
        new Situation("udp", SocketSituations::udp4),
        new Situation("udp6", SocketSituations::udp6),
        new Situation("udp queues and drops", SocketSituations::udpQueues),
        new Situation("udplite", SocketSituations::udplite),
        new Situation("raw and ping", SocketSituations::rawAndPing),
        new Situation("unix streams", SocketSituations::unixStreams),
        new Situation("unix datagrams and packets", SocketSituations::unixDatagrams),
        new Situation("unix hostile names", SocketSituations::unixHostileNames),
        new Situation("netlink", SocketSituations::netlinks),
        new Situation("packet", SocketSituations::packets));
  }

  private static Sock bound(Lab lab, int type, int protocol, String address, int port)
      throws IOException {
    return lab.socket(lab.a(), Lab.family(address), type, protocol)
        .option(Sock.SOL_SOCKET, Sock.SO_REUSEADDR, 1)
        .bind(Sockaddr.inet(address, port));
  }

  private static Change udp4(Lab lab) throws IOException {
    lab.peer(1);
    Sock gone = bound(lab, Sock.DGRAM, 0, "0.0.0.0", 53).owner(101);
    bound(lab, Sock.DGRAM, 0, "0.0.0.0", 53).owner(0x7FFFFFFF);
    bound(lab, Sock.DGRAM, 0, "10.16.1.1", 4149).connect(Sockaddr.inet("10.16.1.2", 53));
    bound(lab, Sock.DGRAM, 0, "10.16.1.255", 138);
    return told -> {
      told.tell(close(gone.inode()));
      lab.close(gone);
      Sock idle = bound(lab, Sock.DGRAM, 0, "127.0.0.1", 65535).owner(1000);
      Sock connected = bound(lab, Sock.DGRAM, 0, "10.16.1.1", 53);
      connected.connect(Sockaddr.inet("10.16.1.2", 9));
      told.tell(
              udp(idle, 1000, endpoint("127.0.0.1", 65535), Endpoint.newBuilder()),
              udp(connected, 0, endpoint("10.16.1.1", 53), endpoint("10.16.1.2", 9)))
          .compare(
              Columns.udp("udp"),
              Columns.inAnyOrder("udp6", 1, 0),
              Columns.sockstat("sockstat", "UDP.inuse"));
    };
  }

  private static Change udp6(Lab lab) throws IOException {
    lab.peer(1);
    Sock gone = bound(lab, Sock.DGRAM, 0, "::", 53).owner(101);
    bound(lab, Sock.DGRAM, 0, "::1", 53);
    bound(lab, Sock.DGRAM, 0, "::", 546).connect(Sockaddr.mapped("10.16.1.2", 7));
    lab.socket(Sock.INET6, Sock.DGRAM)
        .bind(Sockaddr.inet6("ff02::fb", 5353, lab.a().interfaceIndex("eth1")));
    return told -> {
      told.tell(close(gone.inode()));
      lab.close(gone);
      Sock connected = bound(lab, Sock.DGRAM, 0, "2001:db8:1::1", 4000).owner(1000);
      connected.connect(Sockaddr.inet("2001:db8:1::2", 9));
      Sock any = bound(lab, Sock.DGRAM, 0, "::", 4001);
      told.tell(
              udp(connected, 1000, endpoint("2001:db8:1::1", 4000), endpoint("2001:db8:1::2", 9)),
              udp(any, 0, endpoint("::", 4001), endpoint("::", 0)))
          .compare(Columns.udp("udp6"), Columns.sockstat("sockstat6", "UDP6.inuse"));
    };
  }

  private static Change udpQueues(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock full = bound(lab, Sock.DGRAM, 0, "127.0.0.1", 5000).option(1, Sock.SO_RCVBUF, 4096);
    Sock one = bound(lab, Sock.DGRAM, 0, "127.0.0.1", 5001);
    Sock sender = bound(lab, Sock.DGRAM, 0, "127.0.0.1", 5002);
    for (int i = 0; i < 40; i++) {
      sender.sendTo(Sockaddr.inet("127.0.0.1", 5000), 500);
    }
    sender.sendTo(Sockaddr.inet("127.0.0.1", 5001), 100);
    return told -> {
      told.tell(close(full.inode()));
      lab.close(full);
      one.receive(100);
      Sock fresh = bound(lab, Sock.DGRAM, 0, "127.0.0.1", 5000);
      told.tell(
              update(
                  one.inode(),
                  Socket.newBuilder().setUdp(DatagramSocket.newBuilder().setRxQueue(0)),
                  "udp.rx_queue"),
              udp(fresh, 0, endpoint("127.0.0.1", 5000), Endpoint.newBuilder()))
          .compare(Columns.udp("udp"));
    };
  }

  private static Change udplite(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    lab.need("UDP-Lite", () -> bound(lab, Sock.DGRAM, UDPLITE, "127.0.0.1", 7000));
    bound(lab, Sock.DGRAM, UDPLITE, "::1", 7001).owner(1000);
    return Change.NONE;
  }

  private static Change rawAndPing(Lab lab) throws IOException {
    lab.peer(1);
    lab.a().sysctl("ipv4/ping_group_range", "0 2147483647");
    for (int protocol : new int[] {1, 6, 17, 89, 255}) {
      lab.socket(lab.a(), Sock.INET, Sock.RAW, protocol);
      lab.socket(lab.a(), Sock.INET6, Sock.RAW, protocol == 1 ? 58 : protocol).owner(1000);
    }
    bound(lab, Sock.RAW, 89, "10.16.1.1", 0).connect(Sockaddr.inet("10.16.1.2", 0));
    bound(lab, Sock.RAW, 58, "2001:db8:1::1", 0);
    bound(lab, Sock.DGRAM, 1, "10.16.1.1", 200);
    bound(lab, Sock.DGRAM, 1, "127.0.0.1", 264);
    bound(lab, Sock.DGRAM, 58, "::1", 200);
    return Change.NONE;
  }

  private static Change unixStreams(Lab lab) throws IOException {
    Sock listener = lab.socket(Sock.UNIX, Sock.STREAM).bind(Sockaddr.unix("\0oracle")).listen(5);
    Sock client = lab.socket(Sock.UNIX, Sock.STREAM).connect(Sockaddr.unix("\0oracle"));
    Sock server = lab.keep(listener.accept());
    lab.socket(Sock.UNIX, Sock.STREAM).connect(Sockaddr.unix("\0oracle"));
    Sock idle = lab.socket(Sock.UNIX, Sock.STREAM);
    return told -> {
      told.tell(close(idle.inode()), close(client.inode()), close(server.inode()));
      lab.close(idle);
      lab.close(client);
      lab.close(server);
      Sock other = lab.socket(Sock.UNIX, Sock.STREAM).bind(Sockaddr.unix("\0other")).listen(1);
      Sock fresh = lab.socket(Sock.UNIX, Sock.STREAM);
      told.tell(
              unix(other, Sock.STREAM, true, "\0other"),
              unix(fresh, Sock.STREAM, UnixState.UNIX_STATE_UNCONNECTED))
          .compare(Columns.unix());
    };
  }

  private static Change unixDatagrams(Lab lab) throws IOException {
    Sock gone = lab.socket(Sock.UNIX, Sock.DGRAM).bind(Sockaddr.unix("\0log"));
    lab.socket(Sock.UNIX, Sock.DGRAM).bind(Sockaddr.unix("\0second"));
    lab.socket(Sock.UNIX, Sock.DGRAM).connect(Sockaddr.unix("\0second")).send(100);
    lab.socket(Sock.UNIX, Sock.SEQPACKET).bind(Sockaddr.unix("\0seq")).listen(1);
    lab.socket(Sock.UNIX, Sock.SEQPACKET).connect(Sockaddr.unix("\0seq"));
    return told -> {
      told.tell(close(gone.inode()));
      lab.close(gone);
      Sock fresh = lab.socket(Sock.UNIX, Sock.DGRAM).bind(Sockaddr.unix("\0log"));
      Sock packets = lab.socket(Sock.UNIX, Sock.SEQPACKET).bind(Sockaddr.unix("\0q")).listen(1);
      told.tell(unix(fresh, Sock.DGRAM, false, "\0log"), unix(packets, Sock.SEQPACKET, true, "\0q"))
          .compare(Columns.unix());
    };
  }

  private static Change unixHostileNames(Lab lab) throws IOException {
    List<String> names =
        List.of(
            "\0with blanks and \n a line end",
            "\0\0\0only NULs before this",
            "\0" + "x".repeat(107),
            "\0\u00ff\u00fe not UTF-8 \u0080",
            "\0@at@",
            "\0\n0000000000000000: 00000002 00000000 00010000 0001 01 1 /forged");
    for (String name : names) {
      lab.socket(Sock.UNIX, Sock.DGRAM).bind(Sockaddr.unix(name));
    }
    return told -> {
      for (String name : List.of("\0 ", "\0\n\n", "\0tab\there", "\0\u00e9\0end\0")) {
        Sock sock = lab.socket(Sock.UNIX, Sock.STREAM).bind(Sockaddr.unix(name)).listen(1);
        told.tell(unix(sock, Sock.STREAM, true, name));
      }
      told.compare(Columns.unix());
    };
  }

  private static Change netlinks(Lab lab) throws IOException {
    Sock gone = lab.socket(lab.a(), Sock.NETLINK, Sock.RAW, ROUTE);
    gone.bind(Sockaddr.netlink(4242, 0x411));
    lab.socket(lab.a(), Sock.NETLINK, Sock.RAW, GENERIC).bind(Sockaddr.netlink(77, 0));
    lab.socket(lab.a(), Sock.NETLINK, Sock.DGRAM, KOBJECT_UEVENT).bind(Sockaddr.netlink(-5, 1));
    return told -> {
      told.tell(close(gone.inode()));
      lab.close(gone);
      Sock routes = lab.socket(lab.a(), Sock.NETLINK, Sock.RAW, ROUTE);
      routes.bind(Sockaddr.netlink(1, 0x80000001));
      Sock generic = lab.socket(lab.a(), Sock.NETLINK, Sock.RAW, GENERIC);
      generic.bind(Sockaddr.netlink(0x7FFFFFFF, 0));
      told.tell(netlink(routes, ROUTE, 1, 0x80000001), netlink(generic, GENERIC, 0x7FFFFFFF, 0))
          .compare(Columns.inAnyOrder("netlink", 1));
    };
  }

  private static Change packets(Lab lab) throws IOException {
    lab.peer(1);
    int eth1 = lab.a().interfaceIndex("eth1");
    Sock gone = lab.socket(Sock.PACKET, Sock.RAW).bind(Sockaddr.packet(ALL_PACKETS, 0)).owner(7);
    lab.socket(Sock.PACKET, Sock.DGRAM).bind(Sockaddr.packet(IP_PACKETS, eth1));
    lab.socket(lab.a(), Sock.PACKET, Sock.OLD_PACKET, 0);
    return told -> {
      PacketHandler.Builder handler = PacketHandler.newBuilder().setFunction("packet_rcv");
      told.tell(close(gone.inode()), Mutation.newBuilder().setDeletePacketHandler(handler));
      lab.close(gone);
      // The kernel lists receivers of all packets of one interface, not those of one type.
      Sock arp = lab.socket(Sock.PACKET, Sock.DGRAM).bind(Sockaddr.packet(0x0806, 1));
      Sock all = lab.socket(Sock.PACKET, Sock.RAW).bind(Sockaddr.packet(ALL_PACKETS, 1));
      told.tell(
              packet(arp, Sock.DGRAM, 0x0806, 1),
              packet(all, Sock.RAW, ALL_PACKETS, 1),
              Mutation.newBuilder().setAddPacketHandler(handler.setInterfaceIndex(1)))
          .compare(Columns.inOrder("packet", 1), Columns.inAnyOrder("ptype", 1));
    };
  }
}
