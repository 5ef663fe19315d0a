package dev.procnet.server.oracle;

import static dev.procnet.server.oracle.Mutations.count;
import static dev.procnet.server.oracle.Mutations.traffic;

import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.Mutation;
import java.io.IOException;
import java.util.List;

/** What traffic leaves in counters. Sizes follow from the headers: IPv4 20, IPv6 40, UDP 8. */
final class TrafficSituations {

  private static final int ETHERNET = 14;
  private static final int UDP_OVER_IPV4 = 28;
  private static final int UDP_OVER_IPV6 = 48;

  private TrafficSituations() {}

  static List<Situation> all() {
    return List.of(
        new Situation("datagrams over loopback", TrafficSituations::loopback),
        new Situation("datagrams over loopback, IPv6", TrafficSituations::loopback6),
        new Situation("datagrams between hosts", TrafficSituations::betweenHosts),
        new Situation("port unreachable", TrafficSituations::portUnreachable),
        new Situation("connection refused", TrafficSituations::refused),
        new Situation("connections counted", TrafficSituations::connections),
        new Situation("fragments", TrafficSituations::fragments),
        new Situation("echo", TrafficSituations::echo),
        new Situation("forwarding", TrafficSituations::forwarding),
        new Situation("transforms", TrafficSituations::transforms),
        new Situation("connection tracking", TrafficSituations::tracking));
  }

  private static Change loopback(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock receiver = lab.socket(Sock.INET, Sock.DGRAM).bind(Sockaddr.inet("127.0.0.1", 7));
    Sock sender = lab.socket(Sock.INET, Sock.DGRAM);
    sender.sendTo(Sockaddr.inet("127.0.0.1", 7), 1);
    return told -> {
      sender.sendTo(Sockaddr.inet("127.0.0.1", 7), 100);
      sender.sendTo(Sockaddr.inet("127.0.0.1", 7), 1000);
      receiver.receive(100);
      int bytes = 1100 + 2 * UDP_OVER_IPV4;
      told.tell(
              traffic(1, 2, bytes, 2, bytes),
              // A datagram counts as received when it is read: the one before, here.
              count("snmp", "Udp", "OutDatagrams", 2, "InDatagrams", 1),
              count("snmp", "Ip", "InReceives", 2, "InDelivers", 2, "OutRequests", 2),
              count("netstat", "IpExt", "InOctets", bytes, "OutOctets", bytes, "InNoECTPkts", 2))
          .compare(
              Columns.inOrder("dev", 2),
              Columns.counters("snmp", "Udp.OutDatagrams", "Udp.InDatagrams", "Udp.NoPorts"),
              Columns.counters("snmp", "Ip.InReceives", "Ip.InDelivers", "Ip.OutRequests"),
              Columns.counters(
                  "netstat", "IpExt.InOctets", "IpExt.OutOctets", "IpExt.InNoECTPkts"));
    };
  }

  private static Change loopback6(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    lab.socket(Sock.INET6, Sock.DGRAM).bind(Sockaddr.inet("::1", 7));
    Sock sender = lab.socket(Sock.INET6, Sock.DGRAM);
    return told -> {
      sender.sendTo(Sockaddr.inet("::1", 7), 10);
      int bytes = 10 + UDP_OVER_IPV6;
      told.tell(traffic(1, 1, bytes, 1, bytes)).compare(Columns.inOrder("dev", 2));
    };
  }

  private static Change betweenHosts(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    // Nobody has to ask who is where, and no host speaks of itself.
    for (Namespace each : List.of(lab.a(), b)) {
      each.sysctl("ipv6/conf/all/disable_ipv6", 1);
      int other = each == b ? 1 : 2;
      each.ip(
          "neigh replace 10.16.1.%d lladdr 02:00:00:00:11:0%d dev eth1 nud permanent"
              .formatted(other, other));
    }
    Sock receiver = lab.socket(b, Sock.INET, Sock.DGRAM, 0).bind(Sockaddr.inet("10.16.1.2", 7));
    Sock sender = lab.socket(Sock.INET, Sock.DGRAM).bind(Sockaddr.inet("10.16.1.1", 7));
    int eth1 = lab.a().interfaceIndex("eth1");
    return told -> {
      sender.sendTo(Sockaddr.inet("10.16.1.2", 7), 300);
      receiver.sendTo(Sockaddr.inet("10.16.1.1", 7), 50);
      int in = 50 + UDP_OVER_IPV4 + ETHERNET;
      int out = 300 + UDP_OVER_IPV4 + ETHERNET;
      told.tell(traffic(eth1, 1, in, 1, out), count("snmp", "Udp", "OutDatagrams", 1))
          .compare(
              Columns.inOrder("dev", 2),
              Columns.counters("snmp", "Udp.OutDatagrams", "Udp.InDatagrams"));
    };
  }

  private static Change portUnreachable(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock sender = lab.socket(Sock.INET, Sock.DGRAM);
    return told -> {
      for (int i = 0; i < 3; i++) {
        sender.sendTo(Sockaddr.inet("127.0.0.1", 9), 8);
      }
      told.tell(
              count("snmp", "Udp", "NoPorts", 3, "OutDatagrams", 3),
              count("snmp", "Icmp", "OutMsgs", 3, "OutDestUnreachs", 3),
              count("snmp", "Icmp", "InMsgs", 3, "InDestUnreachs", 3),
              count("snmp", "IcmpMsg", "InType3", 3, "OutType3", 3))
          .compare(
              Columns.counters("snmp", "Udp.NoPorts", "Udp.OutDatagrams"),
              Columns.counters("snmp", "Icmp.OutMsgs", "Icmp.OutDestUnreachs"),
              Columns.counters("snmp", "Icmp.InMsgs", "Icmp.InDestUnreachs"),
              Columns.counters("snmp", "IcmpMsg.InType3", "IcmpMsg.OutType3"));
    };
  }

  private static Change refused(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    return told -> {
      lab.socket(Sock.INET, Sock.STREAM).connectInVain(Sockaddr.inet("127.0.0.1", 9));
      told.tell(
              count(
                  "snmp",
                  "Tcp",
                  "ActiveOpens",
                  1,
                  "AttemptFails",
                  1,
                  "OutRsts",
                  1,
                  "InSegs",
                  2,
                  "OutSegs",
                  2))
          .compare(
              Columns.counters(
                  "snmp",
                  "Tcp.ActiveOpens",
                  "Tcp.AttemptFails",
                  "Tcp.OutRsts",
                  "Tcp.InSegs",
                  "Tcp.OutSegs"));
    };
  }

  private static Change connections(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    Sock listener = lab.listener(lab.a(), "127.0.0.1", 8080);
    return told -> {
      for (int i = 0; i < 4; i++) {
        lab.connection(lab.a(), "127.0.0.1", 8080);
        lab.keep(listener.accept());
      }
      told.tell(count("snmp", "Tcp", "ActiveOpens", 4, "PassiveOpens", 4, "CurrEstab", 8))
          .compare(
              Columns.counters("snmp", "Tcp.ActiveOpens", "Tcp.PassiveOpens", "Tcp.CurrEstab"));
    };
  }

  private static Change fragments(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    lab.socket(b, Sock.INET, Sock.DGRAM, 0).bind(Sockaddr.inet("10.16.1.2", 7));
    Sock sender = lab.socket(Sock.INET, Sock.DGRAM);
    sender.sendTo(Sockaddr.inet("10.16.1.2", 7), 3000);
    return told -> {
      sender.sendTo(Sockaddr.inet("10.16.1.2", 7), 4000);
      // 4008 bytes in pieces of at most 1480.
      told.tell(count("snmp", "Ip", "FragOKs", 1, "FragCreates", 3))
          .compare(Columns.counters("snmp", "Ip.FragOKs", "Ip.FragCreates", "Ip.FragFails"));
    };
  }

  /** ICMP by hand, since no ping may be installed. */
  private static Change echo(Lab lab) throws IOException {
    lab.peer(1);
    Sock raw = lab.socket(lab.a(), Sock.INET, Sock.RAW, 1);
    // Echo request, its checksum, identifier 1, sequence number 0.
    byte[] request = {8, 0, (byte) 0xF7, (byte) 0xFE, 0, 1, 0, 0};
    raw.sendTo(Sockaddr.inet("10.16.1.2", 0), request);
    return told -> {
      raw.sendTo(Sockaddr.inet("10.16.1.2", 0), request);
      told.tell(
              count("snmp", "Icmp", "InMsgs", 1, "InEchoReps", 1),
              count("snmp", "IcmpMsg", "InType0", 1, "OutType8", 1))
          .compare(Columns.counters("snmp", "Icmp.InMsgs", "Icmp.InEchoReps", "IcmpMsg.InType0"));
    };
  }

  private static Change forwarding(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    Namespace c = lab.peer(2);
    b.ip("route add 10.16.2.0/24 via 10.16.1.1");
    c.ip("route add 10.16.1.0/24 via 10.16.2.1");
    Sock sender = lab.socket(b, Sock.INET, Sock.DGRAM, 0);
    lab.socket(c, Sock.INET, Sock.DGRAM, 0).bind(Sockaddr.inet("10.16.2.2", 7));
    return told -> {
      lab.a().sysctl("ipv4/ip_forward", 1);
      sender.sendTo(Sockaddr.inet("10.16.2.2", 7), 64);
      told.tell(
              Mutation.newBuilder()
                  .setSetCounters(
                      CounterGroup.newBuilder()
                          .setFile("snmp")
                          .setName("Ip")
                          .addCounters(Counter.newBuilder().setName("Forwarding").setValue(1))),
              count("snmp", "Ip", "ForwDatagrams", 1, "InReceives", 1))
          .compare(Columns.counters("snmp", "Ip.Forwarding", "Ip.ForwDatagrams", "Ip.InReceives"));
    };
  }

  private static Change transforms(Lab lab) throws IOException {
    lab.peer(1);
    lab.need(
        "xfrm",
        () ->
            lab.a()
                .ip(
                    "xfrm policy add src 10.16.1.1/32 dst 10.16.1.77/32 dir out"
                        + " action block"));
    Sock sender = lab.socket(Sock.INET, Sock.DGRAM | Sock.NONBLOCK);
    sender.connectInVain(Sockaddr.inet("10.16.1.77", 7));
    return Change.NONE;
  }

  private static Change tracking(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    lab.need(
        "nft",
        () ->
            Commands.run(
                "ip",
                "netns",
                "exec",
                lab.a().name(),
                "nft",
                "add table t; add chain t c { type filter hook input priority 0; };"
                    + " add rule t c ct state established accept"));
    Sock listener = lab.listener(b, "0.0.0.0", 80);
    lab.connection(lab.a(), "10.16.1.2", 80).send(10);
    lab.keep(listener.accept());
    lab.socket(Sock.INET, Sock.DGRAM).sendTo(Sockaddr.inet("10.16.1.2", 9), 5);
    return Change.NONE;
  }
}
