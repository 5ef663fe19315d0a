package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.HIDDEN;
import static dev.procnet.server.netfile.SocketFixtures.assertRefused;
import static dev.procnet.server.netfile.SocketFixtures.bytes;
import static dev.procnet.server.netfile.SocketFixtures.header;
import static dev.procnet.server.netfile.SocketFixtures.parse;
import static dev.procnet.server.netfile.SocketFixtures.rows;
import static dev.procnet.server.netfile.SocketFixtures.unix;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.UnixSocket;
import dev.procnet.server.stack.UnixSocket.State;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnixFileTest {

  private static final String HEADER = "Num       RefCount Protocol Flags    Type St Inode Path\n";

  private static final String UNNAMED =
      "0000000000000000: 00000002 00000000 00000000 0001 01     0";

  private final NetFile file = new UnixFile();

  @ParameterizedTest
  @EnumSource
  void open_noSocket_isTheHeader(Profile profile) {
    assertThat(header(file, profile)).isEqualTo(HEADER);
  }

  @Test
  void open_unnamed_endsAfterInode() {
    assertThat(rows(file, unix(u -> {}))).isEqualTo(UNNAMED + "\n");
  }

  @Test
  void open_listener_showsFlagAndPath() {
    UnixSocket listener =
        unix(
            u -> {
              u.inode = 945516;
              u.listening = true;
              u.type = SocketType.SEQPACKET;
              u.path = "/run/a b.sock";
            });

    assertThat(rows(file, listener))
        .isEqualTo("0000000000000000: 00000002 00000000 00010000 0005 01 945516 /run/a b.sock\n");
  }

  @ParameterizedTest
  @CsvSource({"STREAM, 0001", "DGRAM, 0002", "SEQPACKET, 0005"})
  void open_type_showsEach(SocketType type, String number) {
    assertThat(rows(file, unix(u -> u.type = type)).substring(45, 49)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "FREE, 00",
    "UNCONNECTED, 01",
    "CONNECTING, 02",
    "CONNECTED, 03",
    "DISCONNECTING, 04"
  })
  void open_state_showsEach(State state, String number) {
    assertThat(rows(file, unix(u -> u.state = state)).substring(50, 52)).isEqualTo(number);
  }

  @Test
  void open_largestNumbers_widenTheRow() {
    UnixSocket large =
        unix(
            u -> {
              u.inode = -1;
              u.referenceCount = -1;
            });

    assertThat(rows(file, large))
        .isEqualTo("0000000000000000: FFFFFFFF 00000000 00000000 0001 01 18446744073709551615\n");
  }

  @Test
  void open_nulInName_isAnAtSignInLinux() {
    assertThat(rows(file, unix(u -> u.path = "\0abs\0with\0nul")))
        .isEqualTo(UNNAMED + " @abs@with@nul\n");
    assertThat(rows(file, unix(u -> u.path = "\0"))).isEqualTo(UNNAMED + " @\n");
  }

  @Test
  void open_gvisor_hasAWiderInodeAndKeepsInnerNuls() {
    UnixSocket socket =
        unix(
            u -> {
              u.inode = 42;
              u.path = "\0em\0bed\u0001\u00FF nul\n";
            });

    assertThat(rows(file, Profile.GVISOR, Reader.ROOT, socket))
        .isEqualTo(
            "0000000000000000: 00000002 00000000 00000000 0001 01       42"
                + " @em\0bed\u0001\u00FF nul\n\n");
  }

  @Test
  void open_hiddenAddresses_hidesNothing() {
    UnixSocket socket = unix(u -> u.path = "/a");

    assertThat(rows(file, Profile.LINUX_6_18, HIDDEN, socket)).isEqualTo(UNNAMED + " /a\n");
  }

  @Test
  void open_destroying_isLeftOut() {
    assertThat(rows(file, unix(u -> u.destroying = true), unix(u -> {}))).isEqualTo(UNNAMED + "\n");
  }

  @Test
  void parse_rows_readsEachColumn() {
    String row = "00000000d4c0c80f: 00000003 00000000 00010000 0005 02 945536 @2d7a1\n";

    assertThat(parse(file, Section.UNIX, Profile.LINUX_6_18, HEADER + row + UNNAMED + "\n"))
        .containsExactly(
            unix(
                u -> {
                  u.inode = 945536;
                  u.referenceCount = 3;
                  u.type = SocketType.SEQPACKET;
                  u.state = State.CONNECTING;
                  u.listening = true;
                  u.path = "\0002d7a1";
                }),
            unix(u -> u.id = 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a",
        "a",
        "@",
        "@@",
        "@a@b",
        "/a@",
        " ",
        "  lead and trail  ",
        "\n",
        "\n\n\n",
        "/new\nline",
        "/line\n",
        "\ttab\r\u0001\u007F",
        "\u00FF\u00FE\u0080\u00C3",
        "00000000ecad750f: 00000002 00000000 ",
        "x\n00000000ecad750f: 00000002 00000001 ",
        "x\n(____ptrval____): 0000000g 00000000 ",
        "@\n0000000000000000: 00000002 00000000 00010000 0001 01 1 /forged",
        "@\n0000000000000000: 00000002 00000000 00000001 0001 01     1"
      })
  void parse_anyName_printsTheSameAgain(String name) {
    for (Profile profile : Profile.values()) {
      String row =
          rows(file, profile, Reader.ROOT, unix(u -> u.path = "x")).replace("x\n", name + "\n");

      List<UnixSocket> parsed = parse(file, Section.UNIX, profile, HEADER + row + row);

      assertThat(parsed).hasSize(2);
      assertThat(rows(file, profile, Reader.ROOT, parsed.toArray(UnixSocket[]::new)))
          .isEqualTo(row + row);
    }
  }

  @Test
  void parse_longestName_isReadWhole() {
    for (String name : List.of("/" + "p".repeat(107), "@" + "A".repeat(107), "\n".repeat(108))) {
      assertThat(parse(file, Section.UNIX, Profile.LINUX_6_1, HEADER + UNNAMED + " " + name + "\n"))
          .extracting(UnixSocket::path)
          .containsExactly(bytes(name.replace('@', '\0')));
    }
  }

  @Test
  void parse_atSign_isTheNulOfAnAbstractNameAtTheBeginOnly() {
    assertThat(parse(file, Section.UNIX, Profile.LINUX_6_18, HEADER + UNNAMED + " @a@b\n"))
        .extracting(UnixSocket::path)
        .containsExactly(bytes("\0a@b"));
    assertThat(parse(file, Section.UNIX, Profile.LINUX_6_18, HEADER + UNNAMED + " a@b\n"))
        .extracting(UnixSocket::path)
        .containsExactly(bytes("a@b"));
    assertThat(parse(file, Section.UNIX, Profile.GVISOR, HEADER + UNNAMED + " @a\0b\n"))
        .extracting(UnixSocket::path)
        .containsExactly(ByteString.copyFrom(new byte[] {0, 'a', 0, 'b'}));
  }

  @Test
  void parse_notAsExpected_saysWhereAndWhat() {
    Profile linux = Profile.LINUX_6_18;
    String row = UNNAMED + "\n";
    String pointer = "a pointer, 16 hexadecimal digits";
    assertRefused(file, linux, "", 1, 1, "the header of unix");
    assertRefused(file, linux, HEADER.replace("\n", "\r\n"), 1, 56, "the header of unix");
    assertRefused(file, linux, HEADER + row + UNNAMED, 3, 59, "the end of the line");
    assertRefused(file, linux, HEADER + UNNAMED + " /a", 2, 62, "the end of the line");
    assertRefused(file, linux, HEADER + UNNAMED + "\r\n", 2, 59, "the end of the line");
    assertRefused(file, linux, HEADER + UNNAMED + " \n", 2, 60, "a name of 1 to 108 bytes");
    assertRefused(
        file,
        linux,
        HEADER + UNNAMED + " " + "p".repeat(109) + "\n",
        2,
        60,
        "a name of 1 to 108 bytes");
    assertRefused(file, linux, HEADER + row + "garbage\n", 3, 1, pointer);
    assertRefused(file, linux, HEADER + "\n" + row, 2, 1, pointer);
    assertRefused(file, linux, HEADER + row.substring(1), 2, 1, pointer);
    assertRefused(
        file,
        linux,
        HEADER + row.replace(" 00000002", " 0000002"),
        2,
        19,
        "a reference count, 8 hexadecimal digits");
    assertRefused(
        file, linux, HEADER + row.replace("2 00000000 ", "2 00000001 "), 2, 35, "' 00000000 '");
    assertRefused(
        file,
        linux,
        HEADER + row.replace("00000000 0001", "00020000 0001"),
        2,
        37,
        "flags of 00000000 or 00010000");
    assertRefused(
        file,
        linux,
        HEADER + row.replace(" 0001 ", " 0003 "),
        2,
        46,
        "a type of 0001, 0002 or 0005");
    assertRefused(file, linux, HEADER + row.replace(" 01 ", " 05 "), 2, 51, "a state of 00 to 04");
    assertRefused(
        file,
        linux,
        HEADER + row.replace("     0\n", "     \n"),
        2,
        58,
        "an inode, a decimal number");
    assertRefused(
        file,
        linux,
        HEADER + row.replace("    0\n", "18446744073709551616\n"),
        2,
        54,
        "an inode of at most 18446744073709551615");
  }

  @Test
  void printedBy_inode_tells() {
    UnixSocket socket = unix(u -> u.inode = 945516);

    assertThat(printedBy(rows(file, socket)))
        .containsExactlyInAnyOrder(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1);
    assertThat(printedBy(rows(file, Profile.GVISOR, Reader.ROOT, socket)))
        .containsExactly(Profile.GVISOR);
    assertThat(printedBy(rows(file, unix(u -> u.inode = 12345678)))).isEmpty();
    assertThat(printedBy("")).isEmpty();
  }

  private Set<Profile> printedBy(String rows) {
    return file.printedBy(new NetFileText("unix", bytes(HEADER + rows)));
  }
}
