package dev.procnet.server.oracle;

import com.google.common.net.InetAddresses;
import dev.procnet.v1.AddressAddition;
import dev.procnet.v1.AddressRemoval;
import dev.procnet.v1.Interface;
import dev.procnet.v1.LinkChange;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.SysctlValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * What interfaces join and leave as links, addresses and forwarding change, by derived mutations.
 */
final class GroupSituations {

  private static final int IP_LEVEL = 0;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IPV6_LEVEL = 41;
  private static final int IPV6_ADD_MEMBERSHIP = 20;
  private static final String LINK_ADDRESS = "02:00:00:00:11:01";
  private static final String FORWARDING = "ipv6/conf/all/forwarding";

  /** What an interface joins by itself, and the routes of its addresses but their counts. */
  private static final Columns[] COLUMNS = {
    Columns.inOrder("igmp", 1),
    Columns.inOrder("igmp6", 0),
    Columns.inOrder("dev_mcast", 0),
    Columns.inOrder("anycast6", 0),
    Columns.inAnyOrder("if_inet6", 0),
    Columns.inOrder("route", 1),
    Columns.inAnyOrder("ipv6_route", 0, 6, 7)
  };

  private static final int UP = 0x1043;
  private static final int DOWN = 0x1002;
  private static final int DOWN_WITHOUT_ARP = 0x82;

  private GroupSituations() {}

  /** A step of an administrator, in the kernel and in the model. */
  private interface Step {
    void take(Lab lab, Change.Told told) throws IOException;
  }

  static List<Situation> all() {
    return List.of(
        situation("loopback comes up", _ -> {}, link("lo", true)),
        situation("loopback goes down", lab -> lab.a().ip("link set lo up"), link("lo", false)),
        situation(
            "link comes up", GroupSituations::dark, isEthernet("eth1", DOWN), link("eth1", true)),
        situation(
            "link with addresses comes up",
            lab -> {
              dark(lab);
              lab.a().ip("addr add 10.1.0.1/16 dev eth1");
              lab.a().ip("addr add 2001:db8::1/64 dev eth1 nodad");
            },
            isEthernet("eth1", DOWN),
            has("eth1", "10.1.0.1", 16),
            link("eth1", true)),
        situation("link goes down", GroupSituations::joined, link("eth1", false)),
        situation(
            "link goes down and up",
            GroupSituations::joined,
            isEthernet("eth1", UP),
            has("eth1", "10.16.1.1", 24),
            link("eth1", false),
            link("eth1", true)),
        situation(
            "link comes up again",
            lab -> {
              joined(lab);
              lab.a().ip("link set eth1 down");
            },
            isEthernet("eth1", DOWN),
            has("eth1", "10.16.1.1", 24),
            link("eth1", true)),
        situation(
            "addresses come",
            GroupSituations::host,
            add("eth1", "2001:db8:7::1", 64),
            add("eth1", "2001:db8:8::1", 127),
            add("eth1", "2001:db8:9::9", 128),
            add("eth1", "10.77.0.1", 24),
            add("lo", "2001:db8:a::9", 64)),
        situation(
            "addresses come while the link is down",
            GroupSituations::dark,
            isEthernet("eth1", DOWN),
            add("eth1", "2001:db8:7::1", 64),
            add("eth1", "10.77.0.1", 24)),
        situation(
            "addresses go",
            lab -> {
              host(lab);
              lab.a().ip("addr add 2001:db8:7::1/64 dev eth1 nodad");
            },
            has("eth1", "10.16.1.1", 24),
            remove("eth1", "2001:db8:1::1"),
            remove("eth1", "10.16.1.1")),
        situation("forwarding comes", GroupSituations::joined, forwarding(1)),
        situation("forwarding goes", GroupSituations::router, forwarding(0)),
        situation(
            "forwarding comes and goes", GroupSituations::joined, forwarding(1), forwarding(0)),
        situation(
            "addresses of a router come",
            GroupSituations::router,
            add("eth1", "2001:db8:1::7", 64),
            add("eth1", "2001:db8:8::1", 126),
            add("eth1", "2001:db8:9::1", 127)),
        situation(
            "addresses of a router go", GroupSituations::router, remove("eth1", "2001:db8:1::1")),
        situation("link of a router goes down", GroupSituations::router, link("eth1", false)),
        situation(
            "link of a router comes up",
            lab -> {
              router(lab);
              lab.a().ip("link set eth1 down");
            },
            isEthernet("eth1", DOWN),
            has("eth1", "10.16.1.1", 24),
            link("eth1", true)),
        situation(
            "interface that answers for no address",
            lab ->
                lab.need(
                    "ifb", () -> lab.a().ip("link add d0 address " + LINK_ADDRESS + " type ifb")),
            isEthernet("d0", DOWN_WITHOUT_ARP),
            link("d0", true),
            add("d0", "2001:db8:7::1", 64),
            detected("d0", 2),
            forwarding(1),
            add("d0", "2001:db8:8::1", 64)));
  }

  private static Situation situation(String name, Lab.Preparation preparation, Step... steps) {
    return new Situation(
        name,
        lab -> {
          preparation.prepare(lab);
          return told -> {
            for (Step step : steps) {
              step.take(lab, told);
            }
            told.compare(COLUMNS);
          };
        });
  }

  /** A cable whose end here is down. */
  private static void dark(Lab lab) throws IOException {
    Namespace b = lab.namespace();
    lab.a().ip("link set lo up");
    lab.a()
        .ip(
            "link add eth1 address "
                + LINK_ADDRESS
                + " type veth peer name eth1 netns "
                + b.name());
    b.ip("link set eth1 up");
  }

  /** A host whose link-local address is there, which comes after the link. */
  private static void host(Lab lab) throws IOException {
    lab.peer(1);
    Awaitility.await()
        .until(() -> lab.a().file("dev_mcast").toStringUtf8().contains("3333ff001101"));
  }

  /** A host on whose interface programs listen to groups. */
  private static void joined(Lab lab) throws IOException {
    host(lab);
    byte[] group = InetAddresses.forString("239.1.1.1").getAddress();
    byte[] device = InetAddresses.forString("10.16.1.1").getAddress();
    lab.socket(Sock.INET, Sock.DGRAM)
        .option(IP_LEVEL, IP_ADD_MEMBERSHIP, ByteBuffer.allocate(8).put(group).put(device).array());
    ByteBuffer request =
        ByteBuffer.allocate(20)
            .order(ByteOrder.nativeOrder())
            .put(InetAddresses.forString("ff02::fb").getAddress())
            .putInt(lab.a().interfaceIndex("eth1"));
    lab.socket(Sock.INET6, Sock.DGRAM).option(IPV6_LEVEL, IPV6_ADD_MEMBERSHIP, request.array());
  }

  private static void router(Lab lab) throws IOException {
    host(lab);
    lab.a().sysctl(FORWARDING, 1);
  }

  /** Tells the model of an interface what no file tells. */
  private static Step isEthernet(String device, int flags) {
    return (lab, told) ->
        told.tell(
            Mutation.newBuilder()
                .setPutInterface(
                    Interface.newBuilder()
                        .setIndex(lab.a().interfaceIndex(device))
                        .setName(device)
                        .setType(1)
                        .setLinkAddress(LINK_ADDRESS)
                        .setMtu(1500)
                        .setFlags(flags)));
  }

  /** Tells the model of an IPv4 address, which no file lists. */
  private static Step has(String device, String address, int length) {
    return (lab, told) ->
        told.tell(Mutations.address(lab.a().interfaceIndex(device), address, length));
  }

  private static Step link(String device, boolean up) {
    return (lab, told) -> {
      lab.a().ip("link set " + device + (up ? " up" : " down"));
      told.tell(
          Mutation.newBuilder()
              .setSetLink(
                  LinkChange.newBuilder()
                      .setInterfaceIndex(lab.a().interfaceIndex(device))
                      .setUp(up)));
    };
  }

  private static Step add(String device, String address, int length) {
    return (lab, told) -> {
      lab.a().ip("addr add %s/%d dev %s".formatted(address, length, device));
      told.tell(
          Mutation.newBuilder()
              .setAddAddress(
                  AddressAddition.newBuilder()
                      .setInterfaceIndex(lab.a().interfaceIndex(device))
                      .setAddress(address)
                      .setPrefixLength(length)));
    };
  }

  /** Waits until the kernel has found that addresses are of nobody else. */
  private static Step detected(String device, int addresses) {
    return (lab, told) ->
        Awaitility.await()
            .until(
                () ->
                    lab.a()
                            .file("if_inet6")
                            .toStringUtf8()
                            .lines()
                            .filter(line -> line.endsWith(" 80       " + device))
                            .count()
                        == addresses);
  }

  private static Step remove(String device, String address) {
    return (lab, told) -> {
      int length = address.contains(":") ? 64 : 24;
      lab.a().ip("addr del %s/%d dev %s".formatted(address, length, device));
      told.tell(
          Mutation.newBuilder()
              .setRemoveAddress(
                  AddressRemoval.newBuilder()
                      .setInterfaceIndex(lab.a().interfaceIndex(device))
                      .setAddress(address)));
    };
  }

  private static Step forwarding(int value) {
    return (lab, told) -> {
      lab.a().sysctl(FORWARDING, value);
      told.tell(
          Mutation.newBuilder()
              .setSetSysctl(
                  SysctlValue.newBuilder().setName("sys/net/" + FORWARDING).setValue(value + "")));
    };
  }
}
