package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.ProcnetException.Violation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeImporterTest {

  private static final String ARP =
      """
      IP address       HW type     Flags       HW address            Mask     Device
      10.16.0.2        0x1         0x2         02:00:00:00:10:02     *        eth0
      """;

  private static final String PSCHED = "000003e8 00000040 000f4240 3b9aca00\n";

  /** One with rows in every file. */
  private static final Map<String, ByteString> FORWARD = Corpus.tree("linux-6.18/forward").files();

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final TreeImporter importer = new TreeImporter(netFiles);

  private Snapshot importTree(Map<String, ByteString> tree) {
    return importer.importTree(tree, null).state();
  }

  private ProcnetException refusal(Map<String, ByteString> tree) {
    ProcnetException refusal =
        catchThrowableOfType(ProcnetException.class, () -> importer.importTree(tree, null));
    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).isEqualTo(Reason.IMPORT_FILE_INVALID);
    return refusal;
  }

  private static ByteString file(String name) {
    return Objects.requireNonNull(FORWARD.get(name));
  }

  private static String text(ByteString bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource
  void importTree_saidProfile_isTaken(Profile profile) {
    Snapshot state = importer.importTree(Map.of("psched", bytes(PSCHED)), profile).state();

    assertThat(state.profile()).isEqualTo(profile);
  }

  @Test
  void importTree_nothingTellsTheProfile_isTheNewestLinux() {
    assertThat(importTree(Map.of("psched", bytes(PSCHED))).profile()).isEqualTo(Profile.LINUX_6_18);
  }

  @ParameterizedTest
  @CsvSource({
    "linux-6.18/forward, LINUX_6_18",
    "linux-6.1/forward, LINUX_6_1",
    "gvisor/none-idle, GVISOR"
  })
  void importTree_anyTellingFile_tellsTheProfile(String tree, Profile profile) {
    for (String name : List.of("snmp", "netstat", "protocols")) {
      ByteString content = Objects.requireNonNull(Corpus.tree(tree).files().get(name));

      assertThat(importTree(Map.of(name, content)).profile()).as(name).isEqualTo(profile);
    }
  }

  @Test
  void importTree_kernelBetweenProfiles_takesTheOneWhoseColumnsItHas() {
    // As 6.6 has them: counters of 6.1, protocols without sendpage.
    Map<String, ByteString> old = Corpus.tree("linux-6.1/forward").files();
    Map<String, ByteString> tree = new HashMap<>();
    tree.put("snmp", Objects.requireNonNull(old.get("snmp")));
    tree.put("netstat", Objects.requireNonNull(old.get("netstat")));
    tree.put("protocols", file("protocols"));

    Snapshot state = importTree(tree);

    assertThat(state.profile()).isEqualTo(Profile.LINUX_6_18);
    tree.forEach(
        (name, content) ->
            assertThat(netFiles.open(state, name, Reader.ROOT).readAll()).isEqualTo(content));
  }

  @Test
  void importTree_negativeMetric_isOfAKernelThatPrintsIt() {
    ByteString routes =
        Objects.requireNonNull(Corpus.tree("linux-6.1/routes4").files().get("route"));

    Snapshot state = importTree(Map.of("route", routes));

    assertThat(state.profile()).isEqualTo(Profile.LINUX_6_12);
    assertThat(state.table(Section.ROUTES)).extracting(Route::metric).contains(-1);
  }

  @Test
  void importTree_filesThatItLacks_stayAbsent() {
    Snapshot state = importTree(Map.of("arp", bytes(ARP), "psched", bytes(PSCHED)));

    assertThat(netFiles.list(state))
        .extracting(NetFiles.Entry::name)
        .containsExactly("arp", "psched");
    assertThat(state.settings().ipv6()).isFalse();
    assertThatThrownBy(() -> netFiles.open(state, "dev", Reader.ROOT))
        .isInstanceOf(ProcnetException.class)
        .hasMessageContaining("no net file 'dev'");
  }

  @Test
  void importTree_anIpv6File_isAStackWithIpv6() {
    assertThat(importTree(Map.of("if_inet6", ByteString.EMPTY)).settings().ipv6()).isTrue();
  }

  @Test
  void importTree_unknownFiles_areKeptAsTheyAre() {
    ByteString content = bytes("\u0000\u00FF no line end");

    TreeImporter.Imported imported =
        importer.importTree(Map.of("atm/lo", content, "arp", bytes(ARP)), null);

    assertThat(imported.files())
        .containsExactlyInAnyOrder(
            new TreeImporter.File("atm/lo", true, 14, 0, null),
            new TreeImporter.File("arp", false, ARP.length(), 2, null));
    assertThat(netFiles.open(imported.state(), "atm/lo", Reader.ROOT).readAll()).isEqualTo(content);
    assertThat(netFiles.get(imported.state(), "atm/lo").opaque()).isTrue();
  }

  @Test
  void importTree_noFileOfProcNet_isRefused() {
    assertThatThrownBy(() -> importTree(Map.of("pom.xml", ByteString.copyFromUtf8("<project/>"))))
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> assertThat(e.reason()).isEqualTo(ProcnetException.Reason.IMPORT_FILE_INVALID))
        .hasMessage("none of the 1 files is one of /proc/net, expected a captured tree");
  }

  @Test
  void importTree_empty_hasNoFile() {
    Snapshot state = importTree(Map.of());

    assertThat(netFiles.list(state)).isEmpty();
    assertThat(state.settings().network()).isFalse();
  }

  @Test
  void importTree_nameThatNoFileLists_isNoRowOfDev() {
    Snapshot state =
        importTree(
            Map.of(
                "arp",
                bytes(ARP),
                "dev",
                Objects.requireNonNull(Corpus.tree("linux-6.18/empty").files().get("dev"))));

    assertThat(text(netFiles.open(state, "arp", Reader.ROOT).readAll())).isEqualTo(ARP);
    assertThat(text(netFiles.open(state, "dev", Reader.ROOT).readAll())).doesNotContain("eth0");
  }

  @ParameterizedTest
  @CsvSource({
    // Wrong padding, a blank too many at the end, upper-case digits, a leading zero.
    "'10.16.0.2        0x1         ', '10.16.0.2       0x1         ', 2, 17",
    "'eth0\n', 'eth0 \n', 2, 73",
    "02:00, 02:0A, 2, 46",
    "10.16.0.2 , 10.16.00.2, 2, 8",
    "'0x1 ', '0x01', 2, 20",
  })
  void importTree_notAsItsSystemPrintsIt_isRefusedWhereItDiffers(
      String good, String bad, int line, int column) {
    String text = ARP.replace(good, bad);
    assertThat(text).isNotEqualTo(ARP);

    ProcnetException refusal = refusal(Map.of("arp", bytes(text), "psched", bytes(PSCHED)));

    assertThat(refusal.violations())
        .extracting(Violation::field)
        .containsExactly("arp:" + line + ":" + column);
    assertThat(refusal).hasMessageStartingWith("arp:" + line + ":" + column + ": expected ");
    assertThat(refusal.metadata())
        .containsEntry("file", "arp")
        .containsEntry("line", String.valueOf(line))
        .containsEntry("column", String.valueOf(column))
        .containsKeys("expected", "actual");
  }

  @Test
  void importTree_wrongPadding_saysWhatThatSystemPrints() {
    ProcnetException refusal = refusal(Map.of("arp", bytes(ARP.replace("02     *", "02    *"))));

    assertThat(refusal)
        .hasMessage(
            "arp:2:63: expected what linux-6.18 prints, ' *        eth0', found '*        eth0'");
  }

  @Test
  void importTree_severalBadFiles_areAllReported() {
    Map<String, ByteString> tree = new LinkedHashMap<>();
    tree.put("psched", bytes("x"));
    tree.put("arp", bytes("y"));
    tree.put("dev", file("dev"));
    tree.put("ptype", bytes(""));

    ProcnetException refusal = refusal(tree);

    assertThat(refusal.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder("psched:1:1", "arp:1:1", "ptype:1:1");
    assertThat(refusal).hasMessageEndingWith("(and 2 more files)");
  }

  @Test
  void importTree_severalFilesPrintedOtherwise_areAllReported() {
    Map<String, ByteString> tree =
        Map.of(
            "psched", bytes(PSCHED.replace(" ", "  ")),
            "arp", bytes(ARP.replace("02     *", "02    *")));

    assertThat(refusal(tree))
        .satisfies(
            refusal ->
                assertThat(refusal.violations())
                    .extracting(Violation::field)
                    .containsExactlyInAnyOrder("psched:1:10", "arp:2:63"))
        .hasMessageEndingWith("(and 1 more file)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arp",
        "dev",
        "if_inet6",
        "ipv6_route",
        "netstat",
        "protocols",
        "psched",
        "ptype",
        "route",
        "snmp"
      })
  void importTree_spoiltFile_isRefused(String name) {
    ByteString good = file(name);
    assertThatCode(() -> importTree(Map.of(name, good))).doesNotThrowAnyException();

    List<ByteString> spoilt =
        List.of(
            // Truncated: without its last line end, in the middle of a line.
            good.substring(0, good.size() - 1),
            good.substring(0, good.size() - 8),
            bytes(text(good).replace("\n", "\r\n")),
            good.concat(bytes("\n")),
            good.concat(bytes("garbage")),
            bytes("garbage\n").concat(good),
            bytes("\u0000\u0001\u00FE\u00FF"),
            bytes("\n"));
    for (ByteString bad : spoilt) {
      ProcnetException refusal = refusal(Map.of(name, bad));

      assertThat(refusal.metadata()).containsEntry("file", name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"arp", "dev", "protocols", "psched", "ptype"})
  void importTree_emptyFileWhereAHeaderIsDue_isRefused(String name) {
    assertThat(refusal(Map.of(name, ByteString.EMPTY)).violations())
        .extracting(Violation::field)
        .containsExactly(name + ":1:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arp",
        "dev",
        "if_inet6",
        "ipv6_route",
        "netstat",
        "protocols",
        "psched",
        "ptype",
        "route",
        "snmp"
      })
  @Timeout(60)
  void importTree_lineOfTenMegabytes_isRefusedSoonAndShortly(String name) {
    ByteString good = file(name);
    String header = text(good).substring(0, text(good).indexOf('\n') + 1);
    for (String filling : List.of("a", " a", "0")) {
      ByteString bad = bytes(header + filling.repeat(10 * 1024 * 1024 / filling.length()));
      long start = System.nanoTime();

      ProcnetException refusal = refusal(Map.of(name, bad));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(Objects.requireNonNull(refusal.getMessage()).length()).isLessThan(500);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"arp", "if_inet6", "protocols"})
  void importTree_rowTwice_isRefusedWhereItRepeats(String name) {
    List<String> lines = text(file(name)).lines().toList();
    String content = text(file(name)) + lines.get(1) + "\n";

    ProcnetException refusal = refusal(Map.of(name, bytes(content)));

    assertThat(refusal.metadata())
        .containsEntry("line", String.valueOf(lines.size() + 1))
        .containsEntry("column", "1");
    assertThat(refusal).hasMessageContaining(" once, found ");
  }
}
