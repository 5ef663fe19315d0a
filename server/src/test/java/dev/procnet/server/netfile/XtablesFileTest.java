package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.XtablesName;
import dev.procnet.server.stack.XtablesName.Family;
import dev.procnet.server.stack.XtablesName.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XtablesFileTest {

  private static final Profile LINUX = Profile.LINUX_6_18;

  private final NetFile targets = new XtablesFile(Family.IPV6, Kind.TARGET);

  @Test
  void all_files_areThoseOfTheKernel() {
    assertThat(XtablesFile.all().map(NetFile::name))
        .containsExactlyInAnyOrder(
            "ip_tables_names",
            "ip_tables_matches",
            "ip_tables_targets",
            "ip6_tables_names",
            "ip6_tables_matches",
            "ip6_tables_targets",
            "arp_tables_names",
            "arp_tables_matches",
            "arp_tables_targets");
  }

  @Test
  void parse_repeatedNames_areInstancesTheNewestFirst() {
    Snapshot state = parse(targets, LINUX, "NFQUEUE\nDNAT\nNFQUEUE\nSNAT\nNFQUEUE\n");

    assertThat(state.table(Section.XTABLES_NAMES))
        .containsExactly(
            name("NFQUEUE", 2),
            name("DNAT", 0),
            name("NFQUEUE", 1),
            name("SNAT", 0),
            name("NFQUEUE", 0));
    assertThat(print(targets, state)).isEqualTo("NFQUEUE\nDNAT\nNFQUEUE\nSNAT\nNFQUEUE\n");
  }

  private static XtablesName name(String name, int instance) {
    return new XtablesName(Family.IPV6, Kind.TARGET, name, instance);
  }

  @Test
  void open_others_showsItsOwnOnly() {
    SnapshotBuilder builder = new SnapshotBuilder(LINUX);
    for (Family family : Family.values()) {
      for (Kind kind : Kind.values()) {
        builder.add(Section.XTABLES_NAMES, new XtablesName(family, kind, family + "-" + kind, 0));
      }
    }

    assertThat(print(targets, builder)).isEqualTo("IPV6-TARGET\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'\n', 1, a name",
    "'two words\n', 5, the end of the line",
    "'tab\t\n', 4, the end of the line",
    "'caf\u00e9\n', 1, 'a name, printable characters'",
    "'cut', 4, the end of the line",
    "'name-of-as-many-as-32-characters\n', 1, 'has 32 characters, expected 1 to 31'",
  })
  void parse_badName_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(targets, LINUX, "ok\n" + row, 2, column, expected);
  }

  @Test
  void parse_tableTwice_isRefused() {
    assertRefused(
        new XtablesFile(Family.IPV4, Kind.TABLE), LINUX, "nat\nfilter\nnat\n", 1, 1, "expected 0");
  }
}
