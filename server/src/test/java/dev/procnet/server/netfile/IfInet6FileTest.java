package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.netfile.NetFileFixture.withInterfaces;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IfInet6FileTest {

  private static final String LOOPBACK = "00000000000000000000000000000001 01 80 10 80       lo\n";

  private final IfInet6File file = new IfInet6File();

  @ParameterizedTest
  @EnumSource
  void open_addresses_printsIpv6OnesInTheirOrder(Profile profile) {
    SnapshotBuilder builder = withInterfaces(profile, "lo", "fifteen-chars-x");
    builder.add(
        Section.ADDRESSES,
        new InterfaceAddress(2, new Ipv6Address(0xfe80L << 48, 0xff_fe00_1001L), 64, 0x20, 0xc0));
    builder.add(
        Section.ADDRESSES, new InterfaceAddress(1, new Ipv4Address(0x7F000001), 8, 0, 0x80));
    builder.add(Section.ADDRESSES, new InterfaceAddress(1, new Ipv6Address(0, 1), 128, 0x10, 0x80));

    assertThat(print(file, builder))
        .isEqualTo("fe80000000000000000000fffe001001 02 40 20 c0 fifteen-chars-x\n" + LOOPBACK);
  }

  @Test
  void open_noAddress_isEmpty() {
    assertThat(print(file, withInterfaces(Profile.LINUX_6_18, "lo"))).isEmpty();
  }

  @Test
  void open_vanishedInterface_isLeftOut() {
    SnapshotBuilder builder = withInterfaces(Profile.LINUX_6_18, "lo");
    builder.add(Section.ADDRESSES, new InterfaceAddress(7, new Ipv6Address(0, 2), 128, 0x80, 0x80));
    builder.add(Section.ADDRESSES, new InterfaceAddress(1, new Ipv6Address(0, 1), 128, 0x10, 0x80));

    assertThat(print(file, builder)).isEqualTo(LOOPBACK);
  }

  @ParameterizedTest
  @CsvSource({"1, 01", "255, ff", "1300, 514", "2147483647, 7fffffff"})
  void parse_index_isThatOfTheInterface(int index, String printed) {
    String row = "20010db8000000000000000000000001 " + printed + " 40 00 80     eth0\n";

    Snapshot state = parse(file, Profile.LINUX_6_18, row);

    assertThat(state.interfaceOf(index))
        .isNotNull()
        .satisfies(found -> assertThat(found.name()).isEqualTo(InterfaceName.of("eth0")));
    assertThat(state.table(Section.ADDRESSES))
        .containsExactly(
            new InterfaceAddress(index, new Ipv6Address(0x20010db8L << 32, 1), 64, 0, 0x80));
    assertThat(print(file, state)).isEqualTo(row);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0000000000000000000000000000000g 01 80 10 80       lo| 1| an IPv6 address, 32",
        "000000000000000000000000000001 01 80 10 80       lo| 1| an IPv6 address, 32",
        "00000000000000000000000000000001 1 80 10 80       lo| 34| an interface index, 2 to 8",
        "00000000000000000000000000000001 123456789 80 10 80       lo| 34| an interface index",
        "00000000000000000000000000000001 00 80 10 80       lo| 1| interface_index: is 0",
        "00000000000000000000000000000001 ffffffff 80 10 80       lo| 1| interface_index: is -1",
        "00000000000000000000000000000001 01 81 10 80       lo| 1| prefix_length: is 129",
        "00000000000000000000000000000001 01 80 10 180       lo| 43| address flags, 2",
        "00000000000000000000000000000001 01 80 10 80| 45| a blank",
        "00000000000000000000000000000001 01 80 10 80 a/b| 46| has byte 0x2F",
        "00000000000000000000000000000001 01 80 10 80 sixteen-chars-xx| 46| has 16 bytes",
      })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, LOOPBACK + row + "\n", 2, column, expected);
  }

  @Test
  void parse_truncated_isRefusedAtTheEnd() {
    assertRefused(
        file,
        Profile.LINUX_6_18,
        LOOPBACK.substring(0, LOOPBACK.length() - 1),
        1,
        54,
        "the end of the line");
  }

  @Test
  void parse_carriageReturn_isRefused() {
    assertRefused(file, Profile.LINUX_6_18, LOOPBACK.replace("\n", "\r\n"), 1, 52, "byte 0x0D");
  }
}
