package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.USER_NAMESPACE;
import static dev.procnet.server.netfile.SocketFixtures.assertRefused;
import static dev.procnet.server.netfile.SocketFixtures.bytes;
import static dev.procnet.server.netfile.SocketFixtures.header;
import static dev.procnet.server.netfile.SocketFixtures.packet;
import static dev.procnet.server.netfile.SocketFixtures.parse;
import static dev.procnet.server.netfile.SocketFixtures.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.netfile.SocketFixtures.Packet;
import dev.procnet.server.stack.PacketSocket;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SocketType;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PacketFileTest {

  private static final String HEADER =
      "sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n";

  private static final String GVISOR_HEADER =
      "sk       RefCnt Type Proto  Iface R Rmem   User   Inode\n";

  private static final String ROW =
      "0000000000000000 3      2    86dd   2     1 4992   1000   12345 \n";

  /** That of ROW. */
  private static final Consumer<Packet> RUNNING =
      p -> {
        p.inode = 12345;
        p.uid = 1000;
        p.referenceCount = 3;
        p.type = SocketType.DGRAM;
        p.protocol = 0x86DD;
        p.interfaceIndex = 2;
        p.running = true;
        p.rxQueue = 4992;
      };

  private final NetFile file = new PacketFile();

  @Test
  void open_noSocket_isTheHeaderOfTheSystem() {
    assertThat(header(file, Profile.LINUX_6_18)).isEqualTo(HEADER);
    assertThat(header(file, Profile.LINUX_6_1)).isEqualTo(HEADER);
    assertThat(header(file, Profile.GVISOR)).isEqualTo(GVISOR_HEADER);
  }

  @ParameterizedTest
  @EnumSource
  void open_socket_keepsTrailingBlanks(Profile profile) {
    assertThat(rows(file, profile, Reader.ROOT, packet(RUNNING))).isEqualTo(ROW);
  }

  @ParameterizedTest
  @CsvSource({"DGRAM, '2   '", "RAW, '3   '", "PACKET, '10  '"})
  void open_type_showsEach(SocketType type, String number) {
    assertThat(rows(file, packet(p -> p.type = type)).substring(24, 28)).isEqualTo(number);
  }

  @Test
  void open_largestNumbers_widenTheRow() {
    PacketSocket large =
        packet(
            p -> {
              p.inode = -1;
              p.uid = -1;
              p.referenceCount = Integer.MIN_VALUE;
              p.protocol = 0xFFFF;
              p.interfaceIndex = Integer.MAX_VALUE;
              p.rxQueue = -1;
            });

    assertThat(rows(file, large))
        .isEqualTo(
            "0000000000000000 -2147483648 3    ffff   2147483647 0 4294967295 4294967295"
                + " 18446744073709551615\n");
  }

  @Test
  void open_uidOfAnotherNamespace_isMappedOrOverflown() {
    String text =
        rows(file, Profile.LINUX_6_18, USER_NAMESPACE, packet(RUNNING), packet(p -> p.uid = 7));

    assertThat(text.lines().map(row -> row.substring(51, 58)))
        .containsExactly("0      ", "65534  ");
  }

  @Test
  void open_destroying_isLeftOut() {
    PacketSocket gone = packet(RUNNING.andThen(p -> p.destroying = true));

    assertThat(rows(file, gone, packet(RUNNING))).isEqualTo(ROW);
  }

  @Test
  void parse_row_readsEachColumn() {
    assertThat(parse(file, Section.PACKET, Profile.LINUX_6_1, HEADER + ROW + ROW))
        .containsExactly(packet(RUNNING), packet(RUNNING.andThen(p -> p.id = 2)));
  }

  @Test
  void parse_notAsExpected_saysWhereAndWhat() {
    Profile linux = Profile.LINUX_6_18;
    assertRefused(file, linux, "", 1, 1, "the header of packet");
    assertRefused(file, Profile.GVISOR, HEADER, 1, 10, "the header of packet");
    assertRefused(file, linux, HEADER.replace("\n", "\r\n"), 1, 64, "the header of packet");
    assertRefused(file, linux, HEADER + ROW.replace("\n", "\r\n"), 2, 65, "the end of the line");
    assertRefused(file, linux, HEADER + ROW + ROW.strip(), 3, 64, "the end of the line");
    assertRefused(file, linux, HEADER + "garbage\n", 2, 1, "a pointer, 16 hexadecimal digits");
    assertRefused(
        file, linux, HEADER + ROW.replace(" 2    86", " 1    86"), 2, 25, "a type of 2, 3 or 10");
    assertRefused(
        file,
        linux,
        HEADER + ROW.replace("86dd", "186dd"),
        2,
        30,
        "a protocol, 4 hexadecimal digits");
    assertRefused(
        file,
        linux,
        HEADER + ROW.replace("   2     1", "   2147483648     1"),
        2,
        37,
        "an interface index of at most 2147483647");
    assertRefused(
        file, linux, HEADER + ROW.replace(" 1 49", " 2 49"), 2, 43, "whether it runs of at most 1");
    assertRefused(
        file,
        linux,
        HEADER + ROW.replace("1000 ", "4294967296 "),
        2,
        52,
        "a uid of at most 4294967295");
    assertRefused(
        file, linux, HEADER + ROW.replace(" 12345 ", ""), 2, 58, "an inode, a decimal number");
  }

  @Test
  void printedBy_header_tells() {
    assertThat(file.printedBy(new NetFileText("packet", bytes(HEADER))))
        .containsExactlyInAnyOrder(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1);
    assertThat(file.printedBy(new NetFileText("packet", bytes(GVISOR_HEADER))))
        .containsExactly(Profile.GVISOR);
  }
}
