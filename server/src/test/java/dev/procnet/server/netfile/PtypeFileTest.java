package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.netfile.NetFileFixture.withInterfaces;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.PacketHandler;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PtypeFileTest {

  private static final String HEADER = "Type Device      Function\n";

  private final PtypeFile file = new PtypeFile();

  private static SnapshotBuilder handling(Profile profile, PacketHandler... handlers) {
    SnapshotBuilder builder = withInterfaces(profile, "lo", "fifteen-chars-x");
    for (PacketHandler handler : handlers) {
      builder.add(Section.PACKET_HANDLERS, handler);
    }
    return builder;
  }

  @ParameterizedTest
  @EnumSource
  void open_noHandler_isTheHeader(Profile profile) {
    assertThat(print(file, handling(profile))).isEqualTo(HEADER);
  }

  @ParameterizedTest
  @EnumSource
  void open_handlers_printsThemInTheirOrder(Profile profile) {
    assertThat(
            print(
                file,
                handling(
                    profile,
                    new PacketHandler(PacketHandler.ALL, 1, "packet_rcv"),
                    new PacketHandler(PacketHandler.ALL, 2, "tpacket_rcv"),
                    new PacketHandler(PacketHandler.ALL, 0, "packet_rcv_fanout"),
                    new PacketHandler(4, 0, "llc_rcv"),
                    new PacketHandler(0x86dd, 0, "ipv6_rcv [ipv6]"),
                    new PacketHandler(0xffff, 0, "x"),
                    new PacketHandler(0, 0, "x"))))
        .isEqualTo(
            HEADER
                + "ALL  lo       packet_rcv\n"
                + "ALL  fifteen-chars-x tpacket_rcv\n"
                + "ALL           packet_rcv_fanout\n"
                + "0004          llc_rcv\n"
                + "86dd          ipv6_rcv [ipv6]\n"
                + "ffff          x\n"
                + "0000          x\n");
  }

  @Test
  void open_vanishedInterface_isLeftOut() {
    PacketHandler handler = new PacketHandler(PacketHandler.ALL, 9, "packet_rcv");

    assertThat(print(file, handling(Profile.LINUX_6_18, handler))).isEqualTo(HEADER);
  }

  @Test
  void parse_rows_areHandlersOfTheirInterfaces() {
    String text = HEADER + "ALL  eth0     packet_rcv\n86dd          ipv6_rcv [ipv6]\n";

    Snapshot state = parse(file, Profile.LINUX_6_1, text);

    assertThat(state.table(Section.PACKET_HANDLERS))
        .containsExactly(
            new PacketHandler(PacketHandler.ALL, 1, "packet_rcv"),
            new PacketHandler(0x86dd, 0, "ipv6_rcv [ipv6]"));
    assertThat(state.interfaceOf(1))
        .isNotNull()
        .satisfies(found -> assertThat(found.name()).isEqualTo(InterfaceName.of("eth0")));
    assertThat(print(file, state)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'ALL', 1, 'ALL or an ethertype, 4'",
    "'800           ip_rcv\n', 1, 'ALL or an ethertype, 4'",
    "'08000         ip_rcv\n', 1, 'ALL or an ethertype, 4'",
    "'0800\n', 5, ''' '''",
    "'0800 a/b      ip_rcv\n', 6, has byte 0x2F at 1",
    "'0800 eth0\n', 10, a blank",
    "'0800          \n', 1, function: is ''",
    "'0800          ip_rcv', 21, the end of the line",
    "'0800          ip\trcv\n', 1, function: is 'ip",
  })
  void parse_badRow_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, HEADER + row, 2, column, expected);
  }
}
