package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.SctpAssociation;
import dev.procnet.server.stack.SctpAssociation.TransportState;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sctp/eps}, {@code sctp/assocs} and {@code sctp/remaddr}. */
class SctpFilesTest {

  private static final String NONE = "       0        0";

  private static final String EPS_HEADER =
      " ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS\n";

  private static final String EPS =
      EPS_HEADER
          + NONE
          + " 2   10  39   9100   1000 42111 10.0.0.1 2001:0db8:0000:0000:0000:0000:0000:00ff \n";

  private static final String ASSOCS_HEADER =
      " ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS"
          + " <-> RADDRS HBINT INS OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf\n";

  private static final String ASSOCS =
      ASSOCS_HEADER
          + NONE
          + " 0   10  3  0       8        0      237    1000 42111 9100  52981  *10.0.0.1 10.1.0.1"
          + " <-> *10.0.0.2 2001:0db8:0000:0000:0000:0000:0000:0002 \t    3000    10    11   12   "
          + " 1    2        3        4       -5   212992   212993\n";

  private static final String REMADDR_HEADER =
      "ADDR ASSOC_ID HB_ACT RTO MAX_PATH_RTX REM_ADDR_RTX START STATE\n";

  private static final String REMADDR =
      REMADDR_HEADER
          + "10.0.0.2  8 1 300 5 0 0 2\n"
          + "2001:0db8:0000:0000:0000:0000:0000:0002  8 0 100 6 0 0 3\n";

  private static final Reader INSIDE =
      new Reader(
          new UidMap(java.util.List.of(new UidMap.Range(0, 1000, 1))), /* hideAddresses= */ true);

  private final NetFile eps = new SctpEpsFile();
  private final NetFile assocs = new SctpAssocsFile();
  private final NetFile remaddr = new SctpRemaddrFile();

  private static Snapshot parseAll(NetFile[] files, String... texts) {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_1);
    for (int i = 0; i < files.length; i++) {
      files[i].parse(new NetFileText(files[i].name(), bytes(texts[i])), builder);
    }
    return builder.build();
  }

  private Snapshot associations() {
    return parseAll(new NetFile[] {assocs, remaddr}, ASSOCS, REMADDR);
  }

  private static String hidden(NetFile file, Snapshot state) {
    return file.open(state, INSIDE).readAll().toString(ISO_8859_1);
  }

  @Test
  void parse_printed_isTheSame() {
    assertThat(print(eps, parse(eps, Profile.LINUX_6_1, EPS))).isEqualTo(EPS);
    assertThat(print(assocs, associations())).isEqualTo(ASSOCS);
    assertThat(print(remaddr, associations())).isEqualTo(REMADDR);
  }

  @Test
  void open_nothing_isTheHeader() {
    Snapshot state = new SnapshotBuilder(Profile.LINUX_6_1).build();

    assertThat(print(eps, state)).isEqualTo(EPS_HEADER);
    assertThat(print(assocs, state)).isEqualTo(ASSOCS_HEADER);
    assertThat(print(remaddr, state)).isEqualTo(REMADDR_HEADER);
  }

  @Test
  void parse_remaddr_saysMoreOfTheTransports() {
    SctpAssociation association = associations().table(Section.SCTP_ASSOCIATIONS).iterator().next();

    assertThat(association.id()).isEqualTo(8);
    assertThat(association.transports())
        .extracting(it -> it.primary() + " " + it.heartbeat() + " " + it.state())
        .containsExactly("true true " + TransportState.ACTIVE, "false false UNCONFIRMED");
  }

  @Test
  void parse_remaddrAlone_isKept() {
    assertThat(print(remaddr, parse(remaddr, Profile.LINUX_6_1, REMADDR))).isEqualTo(REMADDR);
  }

  @Test
  void open_reader_seesWhatItMay() {
    assertThat(hidden(eps, parse(eps, Profile.LINUX_6_1, EPS)))
        .isEqualTo(
            EPS_HEADER
                + NONE
                + " 2   10  39   0         0 42111 0.0.0.0"
                + " 0000:0000:0000:0000:0000:0000:0000:0000 \n");
    assertThat(hidden(assocs, associations()))
        .contains("       0 42111 0         0  *0.0.0.0 0.0.0.0 <-> *0.0.0.0 0000:")
        .doesNotContain("10.0.0")
        .doesNotContain("9100");
    assertThat(hidden(remaddr, associations()))
        .isEqualTo(
            REMADDR_HEADER
                + "0.0.0.0  8 1 300 5 0 0 2\n"
                + "0000:0000:0000:0000:0000:0000:0000:0000  8 0 100 6 0 0 3\n");
  }

  /** Hashed, short, of kptr_restrict 1 and 2, and before the random pool is ready. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bf41c60a 8e0291a1",
        "  7b3734       1f",
        "ffff8d1e04c3a800 ffff8d1e04c3a7ff",
        "       0        0",
        "(____ptrval____) (____ptrval____)",
      })
  void normalized_pointers_areWhatAReaderGetsWhoMayNotSeeThem(String pointers) {
    NetFileText text = new NetFileText("sctp/eps", bytes(EPS.replace(NONE, pointers)));

    eps.parse(text, new SnapshotBuilder(Profile.LINUX_6_1));

    assertThat(text.normalized().toString(ISO_8859_1)).isEqualTo(EPS);
  }

  @Test
  void importTree_widePointersAndADifference_saysWhereItIsInTheFile() {
    String wide = EPS.replace(NONE, "ffff8d1e04c3a800 ffff8d1e04c3a7ff").replace(" 39  ", " 39 ");
    NetFiles files = new NetFiles(new StatisticsLog());

    assertThatThrownBy(
            () ->
                new TreeImporter(files)
                    .importTree(Map.of("sctp/eps", bytes(wide)), Profile.LINUX_6_1))
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> assertThat(e.metadata()).containsEntry("line", "2").containsEntry("column", "47"));
  }

  @ParameterizedTest
  @CsvSource({
    "'       0        0 2', '      0        0 2', 2, 1, 'a pointer, 8 columns or more'",
    "'       0        0 2', 'x', 2, 1, 'a pointer, 1 to 16 hexadecimal digits'",
    "' 2   10', ' 3   10', 2, 19, 'a style of 0 to 2'",
    "' 2   10', ' 2   12', 2, 23, 'the state of a socket of 1 to 11'",
    "' 2   10', ' 2   0 ', 2, 23, 'the state of a socket of 1 to 11'",
    "'9100 ', '65536', 2, 32, 'a port of at most 65535'",
    "'10.0.0.1 ', '10.0.0.256 ', 2, 57, 'at most 255'",
    "'2001:0db8', '2001:db8', 2, 64, '4 hexadecimal digits'",
    "'00ff ', '00ff', 2, 98, ''' '''",
    "'ENDPT', 'ENDPX', 1, 6, 'the header of sctp/eps'",
  })
  void parse_epsNotAsExpected_saysWhereAndWhat(
      String right, String wrong, int line, int column, String expected) {
    assertThat(EPS).contains(right);
    assertRefused(eps, Profile.LINUX_6_1, EPS.replace(right, wrong), line, column, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "' 10  3  0 ', ' 10  9  0 ', 2, 27, 'the state of an association of 0 to 7'",
    "' 3  0 ', ' 3  1 ', 2, 30, 'hash bucket 0'",
    "'<-> *10.0.0.2 ', '<-> 10.0.0.2', 2, 115, 'at most 255'",
    "' 10.1.0.1 <-> ', ' 10.1.0.1 ', 2, 154, 'a group of an IPv6 address'",
    "'10.0.0.2 2001', '10.0.0.2 *2001', 2, 1, 'more than one that is primary'",
  })
  void parse_assocsNotAsExpected_saysWhereAndWhat(
      String right, String wrong, int line, int column, String expected) {
    assertThat(ASSOCS).contains(right);
    assertRefused(assocs, Profile.LINUX_6_1, ASSOCS.replace(right, wrong), line, column, expected);
  }

  @Test
  void parse_assocsWithoutPeer_isRefused() {
    String none = ASSOCS.replaceFirst("<-> .* \t", "<-> \t");

    assertRefused(assocs, Profile.LINUX_6_1, none, 2, 1, "transports: is empty");
  }

  @ParameterizedTest
  @CsvSource({
    "' 8 1 300', ' 8 2 300', 2, 13, 'at most 1'",
    "' 5 0 0 2', ' 5 1 0 2', 2, 21, ''' 0 0 '''",
    "' 5 0 0 2', ' 5 0 0 4', 2, 25, 'the state of a transport of 0 to 3'",
    "'10.0.0.2 ', '10.0.0 ', 2, 7, '''.'''",
  })
  void parse_remaddrNotAsExpected_saysWhereAndWhat(
      String right, String wrong, int line, int column, String expected) {
    assertThat(REMADDR).contains(right);
    assertRefused(
        remaddr, Profile.LINUX_6_1, REMADDR.replace(right, wrong), line, column, expected);
  }

  @Test
  void parse_remaddrOfOtherAddresses_isRefused() {
    assertThatThrownBy(
            () ->
                parseAll(
                    new NetFile[] {assocs, remaddr},
                    ASSOCS,
                    REMADDR.replace("10.0.0.2", "10.0.0.3")))
        .isInstanceOfSatisfying(
            NetFileException.class,
            e -> {
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.expected())
                  .isEqualTo("the addresses of association 8 as in sctp/assocs");
            });
  }
}
