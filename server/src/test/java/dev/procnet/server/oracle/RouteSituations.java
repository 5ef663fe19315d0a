package dev.procnet.server.oracle;

import static dev.procnet.server.oracle.Mutations.address;

import dev.procnet.v1.Mutation;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.NeighborState;
import dev.procnet.v1.Route;
import dev.procnet.v1.RouteType;
import java.io.IOException;
import java.util.List;

/** Routes, addresses and neighbours. */
final class RouteSituations {

  /** Reference and use counts, which go with traffic. */
  private static final Integer[] COUNTS_OF_ROUTE6 = {6, 7};

  private RouteSituations() {}

  static List<Situation> all() {
    return List.of(
        new Situation("routes of every kind", RouteSituations::routes4),
        new Situation("routes with options", RouteSituations::routeOptions),
        new Situation("many routes", RouteSituations::manyRoutes),
        new Situation("routing tables and rules", RouteSituations::tables),
        new Situation("routes6 of every kind", RouteSituations::routes6),
        new Situation("addresses", RouteSituations::addresses),
        new Situation("addresses6", RouteSituations::addresses6),
        new Situation("neighbours in every state", RouteSituations::neighbors),
        new Situation("neighbours6", RouteSituations::neighbors6));
  }

  private static Mutation.Builder route(Route.Builder route) {
    return Mutation.newBuilder().setPutRoute(route);
  }

  private static Route.Builder to(String destination, int length) {
    return Route.newBuilder().setDestination(destination).setPrefixLength(length);
  }

  private static Change routes4(Lab lab) throws IOException {
    lab.peer(1);
    lab.a()
        .ip("route add default via 10.16.1.2")
        .ip("route add 192.0.2.0/24 via 10.16.1.2 metric 100")
        .ip("route add 192.0.2.0/24 via 10.16.1.2 metric 50")
        .ip("route add blackhole 198.51.100.0/24")
        .ip("route add unreachable 198.51.100.128/25")
        .ip("route add prohibit 198.51.100.64/26")
        .ip("route add throw 198.51.101.0/24")
        .ip("route add multicast 239.0.0.0/8 dev eth1")
        .ip("route add broadcast 10.99.255.255 dev eth1 table main")
        .ip("route add local 10.98.0.1 dev lo table main")
        .ip("route add 203.0.113.7/32 dev eth1 scope link")
        .ip("route add 203.0.113.0/24 nexthop via 10.16.1.2 nexthop via 10.16.1.3 weight 4");
    int eth1 = lab.a().interfaceIndex("eth1");
    return told -> {
      lab.a()
          .ip("route add 172.16.0.0/12 via 10.16.1.2 metric 7")
          .ip("route add unreachable 172.20.0.0/16 metric 9")
          .ip("route add 172.20.5.5 dev eth1")
          .ip("route add 192.0.2.0/24 via 10.16.1.2 metric 70");
      told.tell(
              route(
                  to("172.16.0.0", 12)
                      .setGateway("10.16.1.2")
                      .setInterfaceIndex(eth1)
                      .setMetric(7)),
              route(to("172.20.0.0", 16).setType(RouteType.ROUTE_TYPE_UNREACHABLE).setMetric(9)),
              route(to("172.20.5.5", 32).setInterfaceIndex(eth1)),
              route(
                  to("192.0.2.0", 24)
                      .setGateway("10.16.1.2")
                      .setInterfaceIndex(eth1)
                      .setMetric(70)))
          .compare(Columns.inOrder("route", 1));
    };
  }

  private static Change routeOptions(Lab lab) throws IOException {
    lab.peer(1);
    lab.a()
        .ip("route add 192.0.2.0/24 via 10.16.1.2 mtu 1400 window 8000 rtt 50ms")
        .ip("route add 192.0.2.0/24 via 10.16.1.2 tos 0x10")
        .ip("route add 192.0.3.0/24 dev eth1 advmss 500 mtu lock 1300")
        .ip("route add 192.0.4.0/24 via 10.16.77.1 dev eth1 onlink");
    int eth1 = lab.a().interfaceIndex("eth1");
    return told -> {
      lab.a().ip("route add 192.0.5.0/24 via 10.16.1.2 advmss 1000 window 777 rtt 16ms");
      // What type of service a route is for is not in the file: of new ones it is known.
      lab.a().ip("route add 192.0.6.0/24 via 10.16.1.2 tos 0x10");
      lab.a().ip("route add 192.0.6.0/24 via 10.16.1.9 tos 0x08");
      told.tell(
              route(
                  to("192.0.5.0", 24)
                      .setGateway("10.16.1.2")
                      .setInterfaceIndex(eth1)
                      .setMtu(1040)
                      .setWindow(777)
                      .setIrtt(16)),
              route(to("192.0.6.0", 24).setGateway("10.16.1.2").setInterfaceIndex(eth1).setTos(16)),
              route(to("192.0.6.0", 24).setGateway("10.16.1.9").setInterfaceIndex(eth1).setTos(8)))
          .compare(Columns.inOrder("route", 1));
    };
  }

  private static Change manyRoutes(Lab lab) throws IOException {
    lab.peer(1);
    for (int i = 0; i < 120; i++) {
      lab.a()
          .ip("route add 20.%d.%d.0/%d dev eth1".formatted(i * 7 % 250, i * 8 % 256, 21 + i % 4));
    }
    int eth1 = lab.a().interfaceIndex("eth1");
    return told -> {
      for (String network : List.of("20.0.0.0", "20.100.0.0", "19.255.0.0", "21.0.0.0")) {
        lab.a().ip("route add " + network + "/16 dev eth1 metric 3");
        told.tell(route(to(network, 16).setInterfaceIndex(eth1).setMetric(3)));
      }
      told.compare(Columns.inOrder("route", 1), Columns.inOrder("fib_trie", 0));
    };
  }

  private static Change tables(Lab lab) throws IOException {
    lab.peer(1);
    lab.need("policy routing", () -> lab.a().ip("rule add from 10.16.1.0/24 table 100"));
    lab.a()
        .ip("route add default via 10.16.1.2 table 100")
        .ip("route add 192.0.2.0/24 dev eth1 table 1000")
        .ip("-6 rule add to 2001:db8:99::/48 table 200")
        .ip("-6 route add default via 2001:db8:1::2 table 200");
    return told -> {
      // Other tables are not shown here.
      lab.a().ip("route add 192.0.3.0/24 dev eth1 table 1000");
      lab.a().ip("route add 192.0.4.0/24 dev eth1");
      told.tell(route(to("192.0.4.0", 24).setInterfaceIndex(lab.a().interfaceIndex("eth1"))))
          .compare(Columns.inOrder("route", 1));
    };
  }

  private static Change routes6(Lab lab) throws IOException {
    lab.peer(1);
    lab.a()
        .ip("-6 route add default via 2001:db8:1::2 metric 5")
        .ip("-6 route add 2001:db8:50::/48 via fe80::1 dev eth1")
        .ip("-6 route add 2001:db8:51::/48 via 2001:db8:1::2 mtu 1400")
        .ip("-6 route add blackhole 2001:db8:52::/48")
        .ip("-6 route add unreachable 2001:db8:53::/48 metric 20")
        .ip("-6 route add prohibit 2001:db8:54::/48")
        .ip("-6 route add throw 2001:db8:55::/48")
        .ip("-6 route add local 2001:db8:56::1 dev lo")
        .ip("-6 route add 2001:db8:57::/48 nexthop via 2001:db8:1::2 nexthop via 2001:db8:1::3")
        .ip("-6 route add 2001:db8:58::/48 from 2001:db8:1::/64 via 2001:db8:1::2");
    int eth1 = lab.a().interfaceIndex("eth1");
    return told -> {
      lab.a()
          .ip("-6 route add 2001:db8:60::/44 via 2001:db8:1::2 metric 77")
          .ip("-6 route add 2001:db8:61::7 dev eth1")
          .ip("-6 route add 2001:db8:51:8000::/49 dev eth1 metric 1");
      told.tell(
              route(
                  to("2001:db8:60::", 44)
                      .setGateway("2001:db8:1::2")
                      .setInterfaceIndex(eth1)
                      .setMetric(77)),
              route(to("2001:db8:61::7", 128).setInterfaceIndex(eth1)),
              route(to("2001:db8:51:8000::", 49).setInterfaceIndex(eth1).setMetric(1)))
          .compare(Columns.inOrder("ipv6_route", 0, COUNTS_OF_ROUTE6));
    };
  }

  private static Change addresses(Lab lab) throws IOException {
    lab.peer(1);
    lab.a()
        .ip("link set lo up")
        .ip("addr add 10.17.0.1/16 dev eth1 label eth1:alias")
        .ip("addr add 10.17.5.1/16 dev eth1")
        .ip("addr add 10.18.0.1/32 dev lo")
        .ip("addr add 10.19.0.1 peer 10.19.0.2/32 dev eth1")
        .ip("addr add 169.254.1.1/16 dev eth1 scope link");
    int eth1 = lab.a().interfaceIndex("eth1");
    return told -> {
      lab.a().ip("addr add 10.20.0.1/22 dev eth1");
      told.tell(address(eth1, "10.20.0.1", 22), route(to("10.20.0.0", 22).setInterfaceIndex(eth1)))
          .compare(Columns.inOrder("route", 1));
    };
  }

  private static Change addresses6(Lab lab) throws IOException {
    lab.peer(1);
    lab.a()
        .ip("addr add fec0::1/64 dev eth1 nodad")
        .ip("addr add ::10.1.2.3/96 dev eth1 nodad")
        .ip("addr add 2001:db8:70::1/64 dev eth1 preferred_lft 0 valid_lft 1000 nodad")
        .ip("addr add 2001:db8:71::1/64 dev eth1 home nodad")
        .ip("addr add 2001:db8:72::1 peer 2001:db8:72::2/128 dev eth1 nodad")
        .ip("addr add fd00::1/8 dev lo");
    int eth1 = lab.a().interfaceIndex("eth1");
    return told -> {
      for (String each : List.of("2001:db8:80::5", "fec0:0:0:1::1", "::10.9.9.9", "fe80::99")) {
        lab.a().ip("addr add " + each + "/64 dev eth1 nodad");
        Mutation.Builder put = address(eth1, each, 64);
        // Permanent, and no detection of duplicates.
        put.getPutAddressBuilder().setFlags(0x82);
        told.tell(put);
      }
      told.compare(Columns.inAnyOrder("if_inet6", 0));
    };
  }

  private static Change neighbors(Lab lab) throws IOException {
    lab.peer(1);
    String link = " lladdr 02:00:00:00:99:01 dev eth1 nud ";
    int host = 10;
    for (String state : List.of("permanent", "noarp", "reachable", "stale", "delay", "probe")) {
      lab.a().ip("neigh add 10.16.1." + host++ + link + state);
    }
    lab.a()
        .ip("neigh add 10.16.1.30 dev eth1 nud failed")
        .ip("neigh add 10.16.1.31 dev eth1 nud incomplete")
        .ip("neigh add proxy 10.16.1.40 dev eth1")
        .ip("neigh add proxy 10.16.1.41 dev eth1");
    int eth1 = lab.a().interfaceIndex("eth1");
    return told -> {
      lab.a()
          .ip("neigh add 10.16.1.50 lladdr 02:00:00:00:99:50 dev eth1 nud permanent")
          .ip("neigh change 10.16.1.13 lladdr 02:00:00:00:99:13 dev eth1 nud permanent")
          .ip("neigh del 10.16.1.10 dev eth1")
          .ip("neigh del proxy 10.16.1.40 dev eth1")
          .ip("neigh add proxy 10.16.1.42 dev eth1");
      Neighbor.Builder on = Neighbor.newBuilder().setInterfaceIndex(eth1);
      told.tell(
              Mutation.newBuilder()
                  .setPutNeighbor(permanent(on, "10.16.1.50", "02:00:00:00:99:50")),
              Mutation.newBuilder()
                  .setPutNeighbor(permanent(on, "10.16.1.13", "02:00:00:00:99:13")),
              Mutation.newBuilder().setDeleteNeighbor(on.clone().setAddress("10.16.1.10")),
              Mutation.newBuilder()
                  .setDeleteNeighbor(on.clone().setAddress("10.16.1.40").setProxy(true)),
              Mutation.newBuilder()
                  .setPutNeighbor(on.clone().setAddress("10.16.1.42").setProxy(true)))
          // Those that are not known yet may be given up in the meantime.
          .compare(arp());
    };
  }

  private static Columns arp() {
    Columns all = Columns.inAnyOrder("arp", 1);
    return new Columns(
        "arp",
        text ->
            all.view().rows(text).stream()
                .filter(row -> !List.of("10.16.1.30", "10.16.1.31").contains(row.getFirst()))
                .toList());
  }

  private static Neighbor.Builder permanent(Neighbor.Builder on, String address, String link) {
    return on.clone()
        .setAddress(address)
        .setLinkAddress(link)
        .setState(NeighborState.NEIGHBOR_STATE_PERMANENT);
  }

  private static Change neighbors6(Lab lab) throws IOException {
    lab.peer(1);
    String link = " lladdr 02:00:00:00:99:01 dev eth1 nud ";
    int host = 10;
    for (String state : List.of("permanent", "noarp", "reachable", "stale")) {
      lab.a().ip("neigh add 2001:db8:1::" + host++ + link + state);
    }
    lab.a().ip("neigh add proxy 2001:db8:1::40 dev eth1");
    return Change.NONE;
  }
}
