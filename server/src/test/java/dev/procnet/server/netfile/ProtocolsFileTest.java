package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Protocol;
import dev.procnet.server.stack.Protocol.Pressure;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolsFileTest {

  private static final String HEADER =
      "protocol  size sockets  memory press maxhdr  slab module     cl co di ac io in de sh ss gs"
          + " se re bi br ha uh gp em\n";

  private static final String HEADER_WITH_SENDPAGE = HEADER.replace(" re ", " re sp ");

  private static final String TCP =
      "TCP       2304      0       5   no     192   yes  kernel      y  y  y  y  y  y  y  y  y  y "
          + " y  y  n  y  y  y  y  y\n";

  private final ProtocolsFile file = new ProtocolsFile();

  private static String header(Profile profile) {
    return profile.hasSendpage() ? HEADER_WITH_SENDPAGE : HEADER;
  }

  private String print1(Profile profile, Protocol row) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    builder.add(Section.PROTOCOLS, row);
    return print(file, builder);
  }

  private static Protocol udp(int methods) {
    return new Protocol(
        "UNIX-STREAM",
        -1,
        1234567,
        -1,
        Pressure.NOT_ACCOUNTED,
        320,
        false,
        "a_long_module",
        Collections.nCopies(methods, true));
  }

  @ParameterizedTest
  @EnumSource
  void open_noProtocol_isTheHeader(Profile profile) {
    assertThat(print(file, new SnapshotBuilder(profile))).isEqualTo(header(profile));
  }

  @ParameterizedTest
  @CsvSource({"LINUX_6_18, 18", "LINUX_6_1, 19", "GVISOR, 19"})
  void open_widerThanItsColumns_shiftsTheRow(Profile profile, int methods) {
    assertThat(print1(profile, udp(methods)))
        .isEqualTo(
            header(profile)
                + "UNIX-STREAM 4294967295 1234567      -1   NI     320   no   a_long_module"
                + "  y".repeat(methods)
                + "\n");
  }

  @ParameterizedTest
  @CsvSource({"LINUX_6_18, 19, 18, 0", "LINUX_6_1, 18, 18, 1", "GVISOR, 1, 1, 18"})
  void open_otherNumberOfMethods_printsAsManyAsColumns(
      Profile profile, int methods, int there, int missing) {
    assertThat(print1(profile, udp(methods)))
        .endsWith("a_long_module" + "  y".repeat(there) + "  n".repeat(missing) + "\n");
  }

  @Test
  void parse_row_isTheProtocol() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);

    file.parse(new NetFileText("protocols", bytes(HEADER + TCP)), builder);

    List<Boolean> methods = new java.util.ArrayList<>(Collections.nCopies(18, true));
    methods.set(12, false);
    assertThat(builder.build().table(Section.PROTOCOLS))
        .containsExactly(
            new Protocol("TCP", 2304, 0, 5, Pressure.NO, 192, true, "kernel", methods));
    assertThat(print(file, builder)).isEqualTo(HEADER + TCP);
  }

  @Test
  void parse_leastMemory_comesBack() {
    String text = HEADER + TCP.replace("       5 ", "  -9223372036854775808 ");

    assertThat(print(file, parse(file, Profile.LINUX_6_18, text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'TCP ', '    ', 1, 'a protocol'",
    "2304, 4294967296, 11, 'a size of at most 4294967295'",
    "'  no ', '  on ', 33, 'NI, no or yes'",
    "' yes ', ' ye  ', 46, 'yes or no'",
    "'n  y', 'x  y', 99, 'y or n'",
  })
  void parse_badRow_isRefusedWhereItIs(String good, String bad, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, HEADER + TCP.replace(good, bad), 2, column, expected);
  }

  @Test
  void parse_methodMissing_isRefused() {
    assertRefused(
        file, Profile.LINUX_6_18, HEADER + TCP.replace("n  y", "   y"), 2, TCP.length(), "a blank");
  }

  @Test
  void parse_methodTooMany_isRefused() {
    assertRefused(
        file,
        Profile.LINUX_6_18,
        HEADER + TCP.replace("\n", "  y\n"),
        2,
        TCP.length() + 2,
        "the end of the line");
  }

  @Test
  void parse_headerOfTheOtherColumns_isRefusedWhereItDiffers() {
    assertRefused(file, Profile.LINUX_6_18, HEADER_WITH_SENDPAGE, 1, 98, "the header of protocols");
    assertRefused(file, Profile.LINUX_6_1, HEADER, 1, 98, "the header of protocols");
  }

  @Test
  void printedBy_columns_tellTheSystem() {
    assertThat(file.printedBy(text(HEADER)))
        .containsExactly(Profile.LINUX_6_18, Profile.LINUX_6_12);
    assertThat(file.printedBy(text(HEADER_WITH_SENDPAGE + TCP))).containsExactly(Profile.LINUX_6_1);
    assertThat(file.printedBy(text(HEADER_WITH_SENDPAGE))).containsExactly(Profile.GVISOR);
    assertThat(file.printedBy(text("?"))).isEmpty();
  }

  private static NetFileText text(String content) {
    return new NetFileText("protocols", bytes(content));
  }
}
