package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.HIDDEN;
import static dev.procnet.server.netfile.SocketFixtures.assertRefused;
import static dev.procnet.server.netfile.SocketFixtures.bytes;
import static dev.procnet.server.netfile.SocketFixtures.header;
import static dev.procnet.server.netfile.SocketFixtures.netlink;
import static dev.procnet.server.netfile.SocketFixtures.parse;
import static dev.procnet.server.netfile.SocketFixtures.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.netfile.SocketFixtures.Netlink;
import dev.procnet.server.stack.NetlinkSocket;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetlinkFileTest {

  private static final String HEADER =
      "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n";

  private static final String GVISOR_HEADER =
      "sk       Eth Pid    Groups   Rmem     Wmem     Dump     Locks     Drops     Inode\n";

  private static final String ROW =
      "0000000000000000 15  2908373855 00000551 4160     12       1     3        115      943745 "
          + " \n";

  /** That of ROW. */
  private static final Consumer<Netlink> DUMPING =
      n -> {
        n.inode = 943745;
        n.referenceCount = 3;
        n.protocol = 15;
        n.portId = (int) 2908373855L;
        n.groups = 0x551;
        n.rxQueue = 4160;
        n.txQueue = 12;
        n.dumping = true;
        n.drops = 115;
      };

  private final NetFile file = new NetlinkFile();

  @Test
  void open_noSocket_isTheHeaderOfTheSystem() {
    assertThat(header(file, Profile.LINUX_6_18)).isEqualTo(HEADER);
    assertThat(header(file, Profile.LINUX_6_1)).isEqualTo(HEADER);
    assertThat(header(file, Profile.GVISOR)).isEqualTo(GVISOR_HEADER);
  }

  @ParameterizedTest
  @EnumSource
  void open_socket_keepsTrailingBlanks(Profile profile) {
    assertThat(rows(file, profile, HIDDEN, netlink(DUMPING))).isEqualTo(ROW);
  }

  @Test
  void open_largestNumbers_widenTheRow() {
    NetlinkSocket large =
        netlink(
            n -> {
              n.inode = -1;
              n.referenceCount = Integer.MIN_VALUE;
              n.protocol = 31;
              n.portId = -1;
              n.groups = -1;
              n.rxQueue = Integer.MAX_VALUE;
              n.txQueue = -1;
              n.drops = -1;
            });

    assertThat(rows(file, large))
        .isEqualTo(
            "0000000000000000 31  4294967295 ffffffff 2147483647 -1       0     -2147483648"
                + " 4294967295 18446744073709551615\n");
  }

  @Test
  void open_destroying_isLeftOut() {
    NetlinkSocket gone = netlink(DUMPING.andThen(n -> n.destroying = true));

    assertThat(rows(file, gone, netlink(DUMPING))).isEqualTo(ROW);
  }

  @Test
  void parse_row_readsEachColumn() {
    assertThat(parse(file, Section.NETLINK, Profile.LINUX_6_18, HEADER + ROW + ROW))
        .containsExactly(netlink(DUMPING), netlink(DUMPING.andThen(n -> n.id = 2)));
  }

  @Test
  void parse_notAsExpected_saysWhereAndWhat() {
    Profile linux = Profile.LINUX_6_18;
    assertRefused(file, linux, "", 1, 1, "the header of netlink");
    assertRefused(file, linux, GVISOR_HEADER, 1, 10, "the header of netlink");
    assertRefused(file, linux, HEADER.replace("\n", "\r\n"), 1, 89, "the header of netlink");
    assertRefused(file, linux, HEADER + ROW.replace("\n", "\r\n"), 2, 92, "the end of the line");
    assertRefused(file, linux, HEADER + ROW + ROW.strip(), 3, 90, "the end of the line");
    assertRefused(file, linux, HEADER + ROW + "garbage", 3, 1, "a pointer, 16 hexadecimal digits");
    assertRefused(
        file, linux, HEADER + ROW.replace(" 15 ", " 32 "), 2, 18, "a protocol of at most 31");
    assertRefused(
        file,
        linux,
        HEADER + ROW.replace("2908373855", "4294967296"),
        2,
        22,
        "a port id of at most 4294967295");
    assertRefused(
        file, linux, HEADER + ROW.replace("0551", "055x"), 2, 33, "groups, 8 hexadecimal digits");
    assertRefused(
        file,
        linux,
        HEADER + ROW.replace(" 1     3", " 2     3"),
        2,
        60,
        "whether a dump runs of at most 1");
    assertRefused(
        file, linux, HEADER + ROW.replace(" 943745", ""), 2, 85, "an inode, a decimal number");
  }

  @Test
  void printedBy_header_tells() {
    assertThat(file.printedBy(new NetFileText("netlink", bytes(HEADER + ROW))))
        .containsExactlyInAnyOrder(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1);
    assertThat(file.printedBy(new NetFileText("netlink", bytes(GVISOR_HEADER))))
        .containsExactly(Profile.GVISOR);
  }
}
