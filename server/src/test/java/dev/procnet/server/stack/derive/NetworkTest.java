package dev.procnet.server.stack.derive;

import static dev.procnet.server.stack.derive.Host.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static final int LO = 1;

  private final Host host = new Host();

  /** An Ethernet interface 02:00:00:00:00:01, not up. */
  private int ethernet(Host on) {
    ByteString link = ByteString.copyFrom(new byte[] {2, 0, 0, 0, 0, 1});
    return (int)
        on.result(
                new Mutation.PutInterface(
                    free ->
                        new Interface(
                            free,
                            InterfaceName.of("d0"),
                            Interface.TYPE_ETHERNET,
                            link,
                            1500,
                            0x1002,
                            InterfaceStatistics.ZERO,
                            null,
                            0)))
            .assignedId();
  }

  private void add(int device, String text, int length) {
    host.run(new AddAddress(device, address(text), length));
  }

  private void remove(int device, String text) {
    host.run(new RemoveAddress(device, address(text)));
  }

  private void link(int device, boolean up) {
    host.run(new SetLink(device, up));
  }

  /** Routes of a device as iproute2 tells them. */
  private List<String> routes(Section<Route> section, int device) {
    return host.rows(section).stream()
        .filter(row -> row.interfaceIndex() == device && row.metric() != -1)
        .map(NetworkTest::told)
        .toList();
  }

  private static String told(Route row) {
    return row.type().name().toLowerCase(Locale.ROOT)
        + " "
        + text(row.destination())
        + "/"
        + row.prefixLength()
        + (row.table() == Route.TABLE_LOCAL ? " local" : " main");
  }

  private static String text(IpAddress address) {
    return address instanceof Ipv4Address(int bits)
        ? (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255)
        : Host.text(address);
  }

  private Route route(String destination, int length, String gateway, int device) {
    IpAddress prefix = address(destination);
    return new Route(
        0,
        prefix,
        length,
        prefix.unspecified(),
        0,
        address(gateway),
        device,
        3,
        0,
        Route.Type.UNICAST,
        Route.TABLE_MAIN,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  @Test
  void setLink_loopbackUp_getsItsAddressesAndRoutes() {
    link(LO, true);

    assertThat(host.file("if_inet6"))
        .isEqualTo("00000000000000000000000000000001 01 80 10 80       lo\n");
    assertThat(host.file("ipv6_route"))
        .contains(
            "00000000000000000000000000000001 80 00000000000000000000000000000000 00"
                + " 00000000000000000000000000000000 00000000 00000002 00000000 80200001      "
                + " lo\n");
    assertThat(routes(Section.ROUTES, LO))
        .containsExactly(
            "local 127.0.0.0/8 local",
            "local 127.0.0.1/32 local",
            "broadcast 127.255.255.255/32 local");
    assertThat(host.file("route").lines()).hasSize(1);
  }

  @Test
  void setLink_upTwice_changesNothingMore() {
    link(LO, true);

    assertThat(host.result(new Mutation.Derive(new SetLink(LO, true))).steps()).isEmpty();
  }

  @Test
  void setLink_loopbackDown_losesBroadcastAndIpv6() {
    link(LO, true);
    add(LO, "10.44.0.1", 24);
    link(LO, false);

    assertThat(routes(Section.ROUTES, LO))
        .containsExactly(
            "local 10.44.0.0/24 local",
            "local 10.44.0.1/32 local",
            "local 127.0.0.0/8 local",
            "local 127.0.0.1/32 local");
    assertThat(host.file("if_inet6")).isEmpty();
    assertThat(routes(Section.ROUTES6, LO)).isEmpty();
  }

  @Test
  void setLink_up_makesLinkLocalAndRoutesOfAll() {
    int device = ethernet(host);
    add(device, "10.0.0.1", 24);
    add(device, "2001:db8:1::1", 64);

    assertThat(routes(Section.ROUTES, device)).containsExactly("local 10.0.0.1/32 local");
    assertThat(routes(Section.ROUTES6, device)).containsExactly("local 2001:db8:1::1/128 local");

    link(device, true);
    assertThat(routes(Section.ROUTES, device))
        .containsExactly(
            "unicast 10.0.0.0/24 main", "local 10.0.0.1/32 local", "broadcast 10.0.0.255/32 local");
    assertThat(routes(Section.ROUTES6, device))
        .containsExactly(
            "unicast 2001:db8:1::/64 main",
            "unicast fe80::/64 main",
            "local 2001:db8:1::1/128 local",
            "local fe80::ff:fe00:1/128 local",
            "multicast ff00::/8 local");
    assertThat(host.file("route")).contains("d0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t");
    assertThat(host.file("if_inet6"))
        .contains("fe80000000000000000000fffe000001 0" + device + " 40 20 80       d0\n");
  }

  @Test
  void setLink_down_keepsIpv4AddressesOnly() {
    int device = ethernet(host);
    link(device, true);
    add(device, "10.0.0.1", 24);
    add(device, "2001:db8:1::1", 64);
    host.run(new AddRoute(route("192.168.0.0", 16, "10.0.0.9", 0)));
    link(device, false);

    assertThat(routes(Section.ROUTES, device)).containsExactly("local 10.0.0.1/32 local");
    assertThat(routes(Section.ROUTES6, device)).isEmpty();
    assertThat(host.rows(Section.ADDRESSES))
        .extracting(InterfaceAddress::address)
        .containsExactly(address("10.0.0.1"));
  }

  @Test
  void addAddress_ofEachLength_hasItsRoutes() {
    int device = ethernet(host);
    link(device, true);
    add(device, "10.1.1.1", 32);
    add(device, "10.2.1.0", 31);

    assertThat(routes(Section.ROUTES, device))
        .containsExactly(
            "local 10.1.1.1/32 local", "local 10.2.1.0/32 local", "unicast 10.2.1.0/31 main");
  }

  @Test
  void addAddress_secondOfItsNetwork_isSecondary() {
    int device = ethernet(host);
    link(device, true);
    add(device, "10.0.0.1", 24);
    add(device, "10.0.0.2", 24);

    assertThat(host.rows(Section.ADDRESSES))
        .filteredOn(row -> row.address() instanceof Ipv4Address)
        .extracting(InterfaceAddress::flags)
        .containsExactly(0x80, 0x81);
    assertThat(routes(Section.ROUTES, device))
        .containsExactly(
            "unicast 10.0.0.0/24 main",
            "local 10.0.0.1/32 local",
            "local 10.0.0.2/32 local",
            "broadcast 10.0.0.255/32 local");

    remove(device, "10.0.0.1");
    assertThat(routes(Section.ROUTES, device)).isEmpty();
    assertThat(host.rows(Section.ADDRESSES)).noneMatch(row -> row.address() instanceof Ipv4Address);
  }

  @Test
  void removeAddress_oneOfTwoIpv6_keepsTheirPrefix() {
    int device = ethernet(host);
    link(device, true);
    add(device, "2001:db8::1", 64);
    add(device, "2001:db8::2", 64);
    remove(device, "2001:db8::1");

    assertThat(routes(Section.ROUTES6, device))
        .contains("unicast 2001:db8::/64 main", "local 2001:db8::2/128 local")
        .doesNotContain("local 2001:db8::1/128 local");
    remove(device, "2001:db8::2");
    assertThat(routes(Section.ROUTES6, device)).doesNotContain("unicast 2001:db8::/64 main");
  }

  @Test
  void addAddress_ipv6OnLoopback_rejectsItsPrefix() {
    link(LO, true);
    add(LO, "2001:db8:9::1", 64);

    assertThat(host.file("ipv6_route"))
        .contains(
            "20010db8000900000000000000000000 40 00000000000000000000000000000000 00"
                + " 00000000000000000000000000000000 00000100 00000001 00000000 00200200      "
                + " lo\n");
  }

  @Test
  void addAddress_again_isRefused() {
    add(LO, "10.0.0.1", 8);

    Refusal.of(
        () -> add(LO, "10.0.0.1", 24),
        "EEXIST",
        "interface 1 has the address already, expected one that it has not");
  }

  @Test
  void addRoute_throughGateway_findsItsInterface() {
    int device = ethernet(host);
    link(device, true);
    add(device, "10.0.0.1", 24);
    host.run(new AddRoute(route("0.0.0.0", 0, "10.0.0.9", 0)));

    assertThat(host.file("route")).contains("d0\t00000000\t0900000A\t0003\t");
    Refusal.of(
        () -> host.run(new AddRoute(route("0.0.0.0", 0, "10.0.0.8", 0))),
        "EEXIST",
        "route "
            + host.rows(Section.ROUTES).getFirst().id()
            + " is the same one, expected another metric");
  }

  @Test
  void addRoute_whatCannotBe_isRefused() {
    int device = ethernet(host);

    Refusal.of(
        () -> host.run(new AddRoute(route("10.9.0.0", 16, "10.0.0.9", device))),
        "ENETUNREACH",
        "the gateway is on no link of interface "
            + device
            + ", expected one within the network of an interface");
    Refusal.of(
        () -> host.run(new AddRoute(route("10.9.0.0", 16, "0.0.0.0", device))),
        "ENETDOWN",
        "interface " + device + " is down, expected it up");
    Refusal.of(
        () -> host.run(new AddRoute(route("10.9.0.0", 16, "0.0.0.0", 0))),
        "ENODEV",
        "the route has neither interface nor gateway, expected one of them");
  }

  @Test
  void connect_throughRoute_countsOnItsInterface() {
    int device = ethernet(host);
    link(device, true);
    add(device, "10.0.0.1", 24);
    host.run(new AddRoute(route("0.0.0.0", 0, "10.0.0.9", 0)));
    host.counted();
    long id = host.connect("192.0.2.1", 443);

    assertThat(TcpSockets.local(host.tcp(id)).address()).isEqualTo(address("10.0.0.1"));
    assertThat(host.counted())
        .containsEntry("d0.tx", 60L + 52 + 2 * 14)
        .containsEntry("d0.rx", 60L + 14)
        .containsEntry("TcpCurrEstab", 1L)
        .doesNotContainKey("lo.rx");
  }

  @Test
  void addAddress_gvisor_hasItsNetworkOnly() {
    Host sentry = new Host(Profile.GVISOR);
    int device = ethernet(sentry);
    sentry.run(new SetLink(device, true));
    sentry.run(new AddAddress(device, address("10.0.0.1"), 24));

    assertThat(sentry.rows(Section.ROUTES))
        .extracting(Route::type)
        .containsOnlyOnce(Route.Type.UNICAST)
        .doesNotContain(Route.Type.BROADCAST);
  }
}
