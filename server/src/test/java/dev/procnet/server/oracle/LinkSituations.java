package dev.procnet.server.oracle;

import static dev.procnet.server.oracle.Mutations.address;

import dev.procnet.v1.Interface;
import dev.procnet.v1.InterfaceRemoval;
import dev.procnet.v1.Mutation;
import java.io.IOException;
import java.util.List;

/** Interfaces of the types that this kernel has. */
final class LinkSituations {

  private static final int INCOMING_BLOCK = 40;

  private LinkSituations() {}

  static List<Situation> all() {
    return List.of(
        new Situation("new namespace", LinkSituations::empty),
        new Situation("loopback up", LinkSituations::loopback),
        new Situation("many interfaces", LinkSituations::many),
        new Situation("bridge", LinkSituations::bridge),
        new Situation("vlan", lab -> ofType(lab, "link eth1", "vlan id 7")),
        new Situation("macvlan", lab -> ofType(lab, "link eth1", "macvlan")),
        new Situation("vxlan", lab -> ofType(lab, "", "vxlan id 5 dstport 4789 dev eth1")),
        new Situation("bond", lab -> ofType(lab, "", "bond mode active-backup miimon 100")),
        new Situation("dummy", lab -> ofType(lab, "", "dummy")),
        new Situation("tunnels", LinkSituations::tunnels),
        new Situation("tap", LinkSituations::tap),
        new Situation("hostile interface names", LinkSituations::names),
        new Situation("IPv6 disabled", LinkSituations::ipv6Disabled));
  }

  private static Change empty(Lab lab) throws IOException {
    return told -> {
      lab.a().ip("link set lo up");
      told.tell(address(1, "::1", 128)).compare(Columns.inAnyOrder("if_inet6", 0));
    };
  }

  private static Change loopback(Lab lab) throws IOException {
    lab.a().ip("link set lo up");
    return told -> {
      lab.a().ip("addr add 2001:db8::1/128 dev lo");
      told.tell(address(1, "2001:db8::1", 128)).compare(Columns.inAnyOrder("if_inet6", 0));
    };
  }

  private static Interface.Builder ethernet(String name, int index) {
    return Interface.newBuilder()
        .setIndex(index)
        .setName(name)
        .setType(1)
        .setLinkAddress("02:00:00:00:77:01")
        .setMtu(1500);
  }

  private static Change many(Lab lab) throws IOException {
    lab.need("ifb", () -> lab.a().ip("link add first type ifb"));
    for (int i = 0; i < INCOMING_BLOCK; i++) {
      lab.a().ip("link add d%d type ifb".formatted(i));
    }
    int free = lab.a().interfaceIndex("d3");
    lab.a().ip("link del d3").ip("link del d30").ip("link set d7 up").ip("link set d8 mtu 9000");
    lab.a().ip("link add late index %d type ifb".formatted(free));
    int removed = lab.a().interfaceIndex("d11");
    return told -> {
      lab.a().ip("link del d11").ip("link add fresh index 300 type ifb");
      lab.a().ip("link add low index %d type ifb".formatted(removed));
      told.tell(
              Mutation.newBuilder()
                  .setDeleteInterface(InterfaceRemoval.newBuilder().setIndex(removed)),
              Mutation.newBuilder().setPutInterface(ethernet("fresh", 300)),
              Mutation.newBuilder().setPutInterface(ethernet("low", removed)))
          .compare(Columns.inOrder("dev", 2));
    };
  }

  private static Change bridge(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    lab.need("bridge", () -> lab.a().ip("link add br0 address 02:00:00:00:50:01 type bridge"));
    lab.cable(b, 2);
    lab.a()
        .ip("link set eth2 master br0")
        .ip("link set br0 up")
        .ip("addr add 10.50.0.1/24 dev br0");
    int br0 = lab.a().interfaceIndex("br0");
    return told -> {
      lab.a().ip("addr add 2001:db8:50::1/64 dev br0 nodad");
      Mutation.Builder put = address(br0, "2001:db8:50::1", 64);
      put.getPutAddressBuilder().setFlags(0x82);
      told.tell(put).compare(Columns.inAnyOrder("if_inet6", 0));
    };
  }

  /** An interface of a type on top of a cable. */
  private static Change ofType(Lab lab, String below, String type) throws IOException {
    lab.peer(1);
    lab.need(
        type.replaceFirst(" .*", ""),
        () -> lab.a().ip("link add %s name x1 type %s".formatted(below, type).replace("  ", " ")));
    lab.a().ip("link set x1 up").ip("addr add 10.60.0.1/24 dev x1");
    int index = lab.a().interfaceIndex("x1");
    return told -> {
      lab.a().ip("link set x1 down").ip("link del x1");
      Change.Told deleted =
          told.tell(
              Mutation.newBuilder()
                  .setDeleteInterface(InterfaceRemoval.newBuilder().setIndex(index)));
      deleted.compare(
          Columns.firstColumn("dev", 2),
          Columns.inOrder("route", 1),
          Columns.inAnyOrder("if_inet6", 0));
      if (below.isEmpty()) {
        // Of one on top of another the kernel also lets go of what it had joined there for it,
        // which no file tells.
        deleted.compare(Columns.inAnyOrder("dev_mcast", 0));
      }
    };
  }

  private static Change tunnels(Lab lab) throws IOException {
    lab.peer(1);
    lab.need(
        "tunnels",
        () -> {
          lab.a().ip("link add gre1 type gre local 10.16.1.1 remote 10.16.1.2");
          lab.a().ip("link add sit1 type sit local 10.16.1.1 remote 10.16.1.2");
          lab.a().ip("link add ipip1 type ipip local 10.16.1.1 remote 10.16.1.2");
        });
    lab.a().ip("link set gre1 up").ip("link set sit1 up").ip("link set ipip1 up");
    return Change.NONE;
  }

  private static Change tap(Lab lab) throws IOException {
    lab.need("tap", () -> lab.a().ip("tuntap add tap0 mode tap"));
    lab.a().ip("tuntap add tun0 mode tun").ip("link set tap0 up").ip("link set tun0 up");
    lab.a().ip("addr add 10.61.0.1/24 dev tun0");
    return Change.NONE;
  }

  private static Change names(Lab lab) throws IOException {
    for (String name : List.of("fifteen-chars-x", "é\"'`$x", "-n", "a,b;c|d", "0", "lo.1")) {
      lab.need("veth", () -> lab.a().ip("link add name %s type veth".formatted(name)));
      lab.a().ip("link set dev %s up".formatted(name));
    }
    return told -> {
      lab.a().ip("link add name (x) index 77 type ifb");
      told.tell(Mutation.newBuilder().setPutInterface(ethernet("(x)", 77)))
          .compare(Columns.firstColumn("dev", 2));
    };
  }

  private static Change ipv6Disabled(Lab lab) throws IOException {
    lab.peer(1);
    lab.a().sysctl("ipv6/conf/all/disable_ipv6", 1);
    lab.listener(lab.a(), "0.0.0.0", 80);
    return told -> {
      Sock sock = lab.listener(lab.a(), "0.0.0.0", 81);
      told.tell(Mutations.listen(sock, 0, "0.0.0.0", 81)).compare(Columns.idleTcp("tcp"));
    };
  }
}
