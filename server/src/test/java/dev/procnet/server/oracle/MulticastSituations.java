package dev.procnet.server.oracle;

import com.google.common.net.InetAddresses;
import dev.procnet.v1.Entry;
import dev.procnet.v1.FlowLabel;
import dev.procnet.v1.Mutation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Memberships, source filters, anycast, multicast routing, flow labels. */
final class MulticastSituations {

  private static final int IP_LEVEL = 0;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_ADD_SOURCE_MEMBERSHIP = 39;
  private static final int MRT_INIT = 200;
  private static final int MRT_ADD_VIF = 202;
  private static final int IPV6_LEVEL = 41;
  private static final int IPV6_ADD_MEMBERSHIP = 20;
  private static final int IPV6_JOIN_ANYCAST = 27;
  private static final int IPV6_FLOWLABEL_MGR = 32;
  private static final int MCAST_JOIN_SOURCE_GROUP = 46;
  private static final int MRT6_INIT = 200;
  private static final int IGMP = 2;
  private static final int ICMPV6 = 58;

  private MulticastSituations() {}

  static List<Situation> all() {
    return List.of(
        new Situation("multicast", MulticastSituations::memberships),
        new Situation("multicast6", MulticastSituations::memberships6),
        new Situation("multicast sources", MulticastSituations::sources),
        new Situation("anycast6", MulticastSituations::anycast),
        new Situation("multicast routing", MulticastSituations::routing),
        new Situation("flow labels", MulticastSituations::flowLabels));
  }

  private static byte[] addresses(String... addresses) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * addresses.length);
    for (String each : addresses) {
      bytes.put(InetAddresses.forString(each).getAddress());
    }
    return bytes.array();
  }

  private static byte[] group6(String group, int index) {
    return ByteBuffer.allocate(20)
        .order(ByteOrder.nativeOrder())
        .put(InetAddresses.forString(group).getAddress())
        .putInt(index)
        .array();
  }

  private static Change memberships(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    lab.cable(b, 2);
    for (String group : List.of("239.1.1.1", "224.0.0.251", "239.255.255.250")) {
      lab.socket(Sock.INET, Sock.DGRAM)
          .option(IP_LEVEL, IP_ADD_MEMBERSHIP, addresses(group, "10.16.1.1"));
    }
    Sock twice = lab.socket(Sock.INET, Sock.DGRAM);
    twice.option(IP_LEVEL, IP_ADD_MEMBERSHIP, addresses("239.1.1.1", "10.16.1.1"));
    twice.option(IP_LEVEL, IP_ADD_MEMBERSHIP, addresses("239.1.1.1", "10.16.2.1"));
    return Change.NONE;
  }

  private static Change memberships6(Lab lab) throws IOException {
    lab.peer(1);
    int eth1 = lab.a().interfaceIndex("eth1");
    for (String group : List.of("ff02::fb", "ff05::2", "ff0e::1:2:3")) {
      lab.socket(Sock.INET6, Sock.DGRAM)
          .option(IPV6_LEVEL, IPV6_ADD_MEMBERSHIP, group6(group, eth1));
    }
    lab.a().ip("maddr add 33:33:00:00:00:77 dev eth1");
    return Change.NONE;
  }

  private static Change sources(Lab lab) throws IOException {
    lab.peer(1);
    int eth1 = lab.a().interfaceIndex("eth1");
    for (String source : List.of("192.0.2.1", "192.0.2.2")) {
      lab.socket(Sock.INET, Sock.DGRAM)
          .option(IP_LEVEL, IP_ADD_SOURCE_MEMBERSHIP, addresses("232.1.1.1", "10.16.1.1", source));
    }
    ByteBuffer request =
        ByteBuffer.allocate(8 + 2 * 128).order(ByteOrder.nativeOrder()).putInt(eth1);
    request.position(8).put(Sockaddr.inet("ff35::1", 0));
    request.position(8 + 128).put(Sockaddr.inet("2001:db8:1::9", 0));
    lab.socket(Sock.INET6, Sock.DGRAM).option(IPV6_LEVEL, MCAST_JOIN_SOURCE_GROUP, request.array());
    return Change.NONE;
  }

  private static Change anycast(Lab lab) throws IOException {
    lab.peer(1);
    lab.a().sysctl("ipv6/conf/all/forwarding", 1);
    lab.socket(Sock.INET6, Sock.DGRAM)
        .option(
            IPV6_LEVEL,
            IPV6_JOIN_ANYCAST,
            group6("2001:db8:1::77", lab.a().interfaceIndex("eth1")));
    return Change.NONE;
  }

  private static Change routing(Lab lab) throws IOException {
    Namespace b = lab.peer(1);
    lab.cable(b, 2);
    Sock daemon = lab.socket(lab.a(), Sock.INET, Sock.RAW, IGMP);
    lab.need("multicast routing", () -> daemon.option(IP_LEVEL, MRT_INIT, 1));
    for (int i = 1; i <= 2; i++) {
      // struct vifctl: number, flags, threshold, limit, local and remote address.
      ByteBuffer vif =
          ByteBuffer.allocate(16)
              .order(ByteOrder.nativeOrder())
              .putShort((short) i)
              .put((byte) 0)
              .put((byte) 1)
              .putInt(0);
      vif.put(addresses("10.16." + i + ".1"));
      daemon.option(IP_LEVEL, MRT_ADD_VIF, vif.array());
    }
    Sock daemon6 = lab.socket(lab.a(), Sock.INET6, Sock.RAW, ICMPV6);
    daemon6.option(IPV6_LEVEL, MRT6_INIT, 1);
    return Change.NONE;
  }

  /** struct in6_flowlabel_req: exclusive, of this socket alone. */
  private static byte[] lease(String destination, int label) {
    byte get = 0;
    byte exclusive = 1;
    short create = 1;
    return ByteBuffer.allocate(32)
        .order(ByteOrder.nativeOrder())
        .put(InetAddresses.forString(destination).getAddress())
        .order(ByteOrder.BIG_ENDIAN)
        .putInt(label)
        .order(ByteOrder.nativeOrder())
        .put(get)
        .put(exclusive)
        .putShort(create)
        .putShort((short) 60)
        .putShort((short) 60)
        .array();
  }

  private static Change flowLabels(Lab lab) throws IOException {
    lab.peer(1);
    Sock owner = lab.socket(Sock.INET6, Sock.DGRAM);
    owner.option(IPV6_LEVEL, IPV6_FLOWLABEL_MGR, lease("2001:db8:1::2", 0x12345));
    owner.option(IPV6_LEVEL, IPV6_FLOWLABEL_MGR, lease("::1", 0x00001));
    return told -> {
      owner.option(IPV6_LEVEL, IPV6_FLOWLABEL_MGR, lease("2001:db8:1::9", 0x54321));
      told.tell(
              Mutation.newBuilder()
                  .setPutEntry(
                      Entry.newBuilder()
                          .setFlowLabel(
                              FlowLabel.newBuilder()
                                  .setLabel(0x54321)
                                  .setUsers(1)
                                  .setLingerSeconds(60)
                                  .setExpiresSeconds(60)
                                  .setDestination("2001:db8:1::9"))))
          .compare(Columns.inOrder("ip6_flowlabel", 1, 5));
    };
  }
}
