package dev.procnet.server.stack.derive;

import static dev.procnet.server.stack.derive.Host.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.MulticastMembership;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What interfaces join and leave. The kernel itself is asked in {@code GroupSituations}. */
class GroupsTest {

  private static final int ETHERNET = 0x1002;
  private static final int WITHOUT_ARP = 0x1082;

  private final Host host = new Host();

  private int device(Host on, int flags) {
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
                            flags,
                            InterfaceStatistics.ZERO,
                            null,
                            0)))
            .assignedId();
  }

  private void link(int device, boolean up) {
    host.run(new SetLink(device, up));
  }

  private void add(int device, String text, int length) {
    host.run(new AddAddress(device, address(text), length));
  }

  private void forward(boolean on) {
    host.result(new Mutation.SetSysctl("ipv6/conf/all/forwarding", on ? "1" : "0"));
  }

  /** Columns of the rows of d0, parted by single blanks. */
  private List<String> rows(String file) {
    return host.file(file)
        .lines()
        .map(line -> String.join(" ", Splitter.onPattern("\\s+").omitEmptyStrings().split(line)))
        .filter(line -> line.contains(" d0 "))
        .map(line -> line.replaceFirst("^\\d+ d0 ", ""))
        .toList();
  }

  @Test
  void setLink_up_joinsAllHostsAllNodesAndTheSolicitedNode() {
    int device = device(host, ETHERNET);
    link(device, true);

    assertThat(host.file("igmp"))
        .endsWith(
            device + "\td0        :     1      V3\n" + "\t\t\t\t010000E0     1 0:00000000\t\t0\n");
    assertThat(rows("igmp6"))
        .containsExactly(
            "ff0200000000000000000001ff000001 1 00000004 0",
            "ff020000000000000000000000000001 1 0000000C 0",
            "ff010000000000000000000000000001 1 00000008 0");
    assertThat(rows("dev_mcast"))
        .containsExactly("1 0 01005e000001", "1 0 333300000001", "1 0 3333ff000001");
    assertThat(rows("anycast6")).isEmpty();
  }

  @Test
  void setLink_loopbackUp_joinsNoLinkLayerAddress() {
    link(1, true);

    assertThat(host.file("igmp")).contains("1\tlo        :     1      V3\n\t\t\t\t010000E0");
    assertThat(host.file("igmp6"))
        .isEqualTo(
            """
            1    lo              ff020000000000000000000000000001     1 0000000C 0
            1    lo              ff010000000000000000000000000001     1 00000008 0
            """);
    assertThat(host.file("dev_mcast")).isEmpty();
    link(1, false);
    assertThat(host.file("igmp")).doesNotContain("lo");
    assertThat(host.file("igmp6")).contains("ff020000000000000000000000000001     1 00000008 0");
  }

  @Test
  void setLink_down_keepsWhatProgramsJoined() {
    int device = device(host, ETHERNET);
    link(device, true);
    MulticastMembership joined =
        new MulticastMembership(
            device,
            address("239.1.1.1"),
            1,
            MulticastMembership.initialFlags(address("239.1.1.1")),
            0,
            List.of());
    host.result(new Mutation.PutEntry(joined));
    assertThat(rows("dev_mcast")).contains("1 0 01005e010101");

    link(device, false);
    assertThat(host.file("igmp")).contains("010101EF     1 0:").doesNotContain("010000E0");
    assertThat(rows("igmp6"))
        .containsExactly(
            "ff020000000000000000000000000001 1 00000008 0",
            "ff010000000000000000000000000001 1 00000008 0");
    assertThat(rows("dev_mcast")).isEmpty();

    link(device, true);
    assertThat(rows("dev_mcast"))
        .containsExactly(
            "1 0 01005e000001", "1 0 01005e010101", "1 0 333300000001", "1 0 3333ff000001");
  }

  @Test
  void addAddress_twoOfOneSolicitedNode_shareItsGroup() {
    int device = device(host, ETHERNET);
    link(device, true);
    add(device, "2001:db8::7", 64);
    add(device, "2001:db8:1::7", 64);

    assertThat(rows("igmp6")).startsWith("ff0200000000000000000001ff000007 2 00000004 0");
    host.run(new RemoveAddress(device, address("2001:db8::7")));
    assertThat(rows("igmp6")).startsWith("ff0200000000000000000001ff000007 1 00000004 0");
    host.run(new RemoveAddress(device, address("2001:db8:1::7")));
    assertThat(rows("igmp6")).startsWith("ff0200000000000000000001ff000001 1 00000004 0");
    assertThat(rows("dev_mcast")).doesNotContain("1 0 3333ff000007");
  }

  @Test
  void addAddress_whereNobodyAsksForIt_joinsNoGroup() {
    int device = device(host, WITHOUT_ARP);
    link(device, true);
    add(device, "2001:db8::7", 64);

    assertThat(rows("igmp6"))
        .containsExactly(
            "ff020000000000000000000000000001 1 0000000C 0",
            "ff010000000000000000000000000001 1 00000008 0");
  }

  @Test
  void setSysctl_forwarding_joinsRoutersAndTheAnycastAddresses() {
    int device = device(host, ETHERNET);
    link(device, true);
    add(device, "2001:db8::7", 64);
    add(device, "2001:db8:1::7", 127);
    forward(true);

    assertThat(rows("anycast6"))
        .containsExactly(
            "fe800000000000000000000000000000 1", "20010db8000000000000000000000000 1");
    assertThat(rows("igmp6"))
        .startsWith(
            "ff0200000000000000000001ff000000 2 00000004 0",
            "ff050000000000000000000000000002 1 00000004 0",
            "ff010000000000000000000000000002 1 00000008 0",
            "ff020000000000000000000000000002 1 00000004 0");
    assertThat(rows("dev_mcast")).contains("2 0 333300000002", "1 0 3333ff000000");
    assertThat(host.file("ipv6_route"))
        .contains(
            "20010db8000000000000000000000000 80 00000000000000000000000000000000 00"
                + " 00000000000000000000000000000000 00000000 00000003 00000000 00300001      "
                + " d0\n");

    forward(false);
    assertThat(rows("anycast6")).isEmpty();
    assertThat(rows("igmp6"))
        .doesNotContain("ff020000000000000000000000000002 1 00000004 0")
        .noneMatch(row -> row.startsWith("ff0200000000000000000001ff000000"));
    assertThat(host.file("ipv6_route")).doesNotContain("00300001");
  }

  @Test
  void addAddress_ofRouter_countsItsSubnetOnce() {
    int device = device(host, ETHERNET);
    forward(true);
    link(device, true);
    add(device, "2001:db8::7", 64);
    add(device, "2001:db8::8", 64);

    assertThat(rows("anycast6")).startsWith("20010db8000000000000000000000000 2");
    host.run(new RemoveAddress(device, address("2001:db8::7")));
    assertThat(rows("anycast6")).startsWith("20010db8000000000000000000000000 1");
    link(device, false);
    assertThat(rows("anycast6")).isEmpty();
  }

  @Test
  void setLink_gvisor_joinsNothing() {
    Host sentry = new Host(Profile.GVISOR);
    sentry.run(new SetLink(device(sentry, ETHERNET), true));

    assertThat(sentry.rows(Section.MULTICAST_MEMBERSHIPS)).isEmpty();
  }

  @Test
  void setLink_upAndDown_areTheirStepsToo() {
    int device = device(host, ETHERNET);

    assertThat(host.result(new Mutation.Derive(new SetLink(device, true))).steps())
        .extracting(Mutation.Step::mutation)
        .anyMatch(Mutation.PutEntry.class::isInstance);
    assertThat(host.result(new Mutation.Derive(new SetLink(device, false))).steps())
        .extracting(Mutation.Step::mutation)
        .anyMatch(Mutation.DeleteEntry.class::isInstance);
  }
}
