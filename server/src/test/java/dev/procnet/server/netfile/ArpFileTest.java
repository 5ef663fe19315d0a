package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.netfile.NetFileFixture.withInterfaces;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.Neighbor.State;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArpFileTest {

  private static final String HEADER =
      "IP address       HW type     Flags       HW address            Mask     Device\n";

  private static final int ETHERNET = 1;

  private final ArpFile file = new ArpFile();

  private static Neighbor neighbor(int device, String linkAddress, State state, int type) {
    ByteString octets = ByteString.copyFrom(BaseEncoding.base16().lowerCase().decode(linkAddress));
    return new Neighbor(device, new Ipv4Address(0x0A110002), octets, state, false, type, 0);
  }

  private static Neighbor proxy(int device, int type) {
    return new Neighbor(
        device, new Ipv4Address(0xCB007105), ByteString.EMPTY, State.PERMANENT, true, type, 0);
  }

  private String print1(Profile profile, Neighbor row) {
    SnapshotBuilder builder = withInterfaces(profile, "lo", "eth1");
    builder.add(Section.NEIGHBORS, row);
    return print(file, builder);
  }

  @ParameterizedTest
  @EnumSource
  void open_noNeighbor_isTheHeader(Profile profile) {
    assertThat(print(file, withInterfaces(profile, "lo"))).isEqualTo(HEADER);
  }

  @ParameterizedTest
  @CsvSource({
    "INCOMPLETE, 0",
    "FAILED, 0",
    "REACHABLE, 2",
    "STALE, 2",
    "DELAY, 2",
    "PROBE, 2",
    "PERMANENT, 6"
  })
  void open_state_givesTheFlags(State state, String flags) {
    for (Profile profile : Profile.values()) {
      assertThat(print1(profile, neighbor(2, "020000001102", state, ETHERNET)))
          .isEqualTo(
              HEADER
                  + "10.17.0.2        0x1         0x"
                  + flags
                  + "         02:00:00:00:11:02     *        eth1\n");
    }
  }

  @Test
  void open_noarp_isHidden() {
    assertThat(print1(Profile.LINUX_6_18, neighbor(2, "020000001102", State.NOARP, ETHERNET)))
        .isEqualTo(HEADER);
  }

  @Test
  void open_ipv6_isHidden() {
    Neighbor row =
        new Neighbor(
            2, new Ipv6Address(0, 2), ByteString.EMPTY, State.PERMANENT, false, ETHERNET, 0);

    assertThat(print1(Profile.LINUX_6_18, row)).isEqualTo(HEADER);
  }

  @Test
  void open_vanishedInterface_isLeftOut() {
    assertThat(print1(Profile.LINUX_6_18, neighbor(9, "020000001102", State.STALE, ETHERNET)))
        .isEqualTo(HEADER);
    assertThat(print1(Profile.LINUX_6_18, proxy(9, ETHERNET))).isEqualTo(HEADER);
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 0x1         , eth1", "2, 65534, 0xfffe      , eth1", "0, 1, 0x0         , *"})
  void open_proxy_hasNoAddress(int device, int type, String printedType, String name) {
    assertThat(print1(Profile.LINUX_6_18, proxy(device, type)))
        .isEqualTo(
            "%s203.0.113.5      %-12s0xc         00:00:00:00:00:00     *        %s%n"
                .formatted(HEADER, printedType, name));
  }

  @ParameterizedTest
  @CsvSource({
    // An Ethernet neighbour that never answered, a tunnel's, one of a device without addresses.
    "1, '', 0x1, '00:00:00:00:00:00'",
    "768, 0a100001, 0x300, '0a:10:00:01      '",
    "65534, '', 0xfffe, '                 '",
    "824, 001122334455667788, 0x338, '00:11:22:33:44:55:66:77:88'",
    "32, 8000004afe80000000000000f45214030080c9a1, 0x20, '80:00:00:4a:fe:80:00:00:00'",
  })
  void open_linkAddress_isAtMostNineOctets(
      int type, String linkAddress, String printedType, String printed) {
    assertThat(print1(Profile.LINUX_6_18, neighbor(2, linkAddress, State.PERMANENT, type)))
        .isEqualTo(
            "%s10.17.0.2        %-12s0x6         %s     *        eth1%n"
                .formatted(HEADER, printedType, printed));
  }

  @ParameterizedTest
  @CsvSource({
    "0x1, 0x6, 02:aa:00:00:00:65, PERMANENT, false, 02aa00000065",
    "0x1, 0x2, 02:aa:00:00:00:65, REACHABLE, false, 02aa00000065",
    "0x1, 0x0, 00:00:00:00:00:00, INCOMPLETE, false, 000000000000",
    "0x1, 0xc, 00:00:00:00:00:00, PERMANENT, true, 000000000000",
    "0xfffe, 0x6, '', PERMANENT, false, ''",
  })
  void parse_row_isTheNeighborOfItsFlags(
      String type, String flags, String address, State state, boolean proxy, String octets) {
    String text =
        "%s255.255.255.255  %-12s%-12s%-17s     *        eth1%n"
            .formatted(HEADER, type, flags, address);

    Snapshot state1 = parse(file, Profile.LINUX_6_18, text);

    assertThat(state1.table(Section.NEIGHBORS))
        .containsExactly(
            new Neighbor(
                1,
                new Ipv4Address(-1),
                ByteString.copyFrom(BaseEncoding.base16().lowerCase().decode(octets)),
                state,
                proxy,
                Integer.decode(type),
                0));
    assertThat(print(file, state1)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0x0, 0xc, 0", "0x1, 0xc, 1", "0x1, 0x2, 1"})
  void parse_star_isAnInterfaceOfThatNameWhereItHasAType(String type, String flags, int index) {
    String text =
        "%s10.0.0.1         %-12s%-12s00:00:00:00:00:00     *        *%n"
            .formatted(HEADER, type, flags);

    Snapshot state = parse(file, Profile.LINUX_6_18, text);

    assertThat(state.table(Section.NEIGHBORS))
        .extracting(Neighbor::interfaceIndex)
        .containsExactly(index);
    assertThat(print(file, state)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "10.17.0.256 0x1 0x2 02:00:00:00:11:02 * eth1| 9| an octet of an IPv4 address of at most"
            + " 255",
        "10.17.0 0x1 0x2 02:00:00:00:11:02 * eth1| 8| '.'",
        "10.17.0.2 1 0x2 02:00:00:00:11:02 * eth1| 11| '0x'",
        "10.17.0.2 0x10000 0x2 02:00:00:00:11:02 * eth1| 13| a hardware type, 1 to 4",
        "10.17.0.2 0x1 0x4 02:00:00:00:11:02 * eth1| 17| flags 0, 2, 6 or c",
        "10.17.0.2 0x1 0x2 02:00:0:00:11:02 * eth1| 25| an octet of a hardware address, 2",
        "10.17.0.2 0x1 0x2 02:00:00:00:11:02 eth1| 37| '*'",
        "10.17.0.2 0x1 0x2 02:00:00:00:11:02 *| 38| a blank",
        "10.17.0.2 0x0 0x2 02:00:00:00:11:02 * e/h| 39| has byte 0x2F at 1",
      })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, HEADER + row + "\n", 2, column, expected);
  }

  @Test
  void parse_wrongHeader_isRefusedWhereItDiffers() {
    assertRefused(
        file, Profile.LINUX_6_18, HEADER.replace("Mask", "mask"), 1, 64, "the header of arp");
    assertRefused(file, Profile.LINUX_6_18, "", 1, 1, "the header of arp");
  }
}
