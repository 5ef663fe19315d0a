package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RealmStatistics;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import org.junit.jupiter.api.Test;

class RtAcctFileTest {

  private final RtAcctFile file = new RtAcctFile();

  private static Snapshot with(RealmStatistics... rows) {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    for (RealmStatistics row : rows) {
      builder.add(Section.REALM_STATISTICS, row);
    }
    return builder.build();
  }

  @Test
  void open_noTraffic_isZeros() {
    assertThat(print(file, with())).isEqualTo("\0".repeat(4096));
  }

  @Test
  void open_realms_standInTheirPlaceInHostOrder() {
    String text =
        print(
            file,
            with(
                new RealmStatistics(1, 0x01020304, 5, 6, 7),
                new RealmStatistics(255, -1, 0, 0, 8)));

    assertThat(text).hasSize(4096);
    assertThat(text.substring(0, 32))
        .isEqualTo("\0".repeat(16) + "\4\3\2\1\5\0\0\0\6\0\0\0\7\0\0\0");
    assertThat(text.substring(4080)).isEqualTo("\u00ff\u00ff\u00ff\u00ff\0\0\0\0\0\0\0\0\10\0\0\0");
  }

  @Test
  void parse_realms_comeBackWithoutThoseThatAreZero() {
    RealmStatistics[] rows = {
      new RealmStatistics(0, 1, 2, 3, 4), new RealmStatistics(200, -1, -2, 0, 0x80)
    };

    Snapshot back = parse(file, Profile.LINUX_6_18, print(file, with(rows)));

    assertThat(back.table(Section.REALM_STATISTICS)).containsExactly(rows);
  }

  @Test
  void parse_otherSize_isRefusedAtItsEnd() {
    assertRefused(file, Profile.LINUX_6_18, "", 1, 1, "4096 bytes");
    assertRefused(file, Profile.LINUX_6_18, "\0".repeat(4095), 1, 4096, "4096 bytes");
    assertRefused(file, Profile.LINUX_6_18, "\0".repeat(4097), 1, 4097, "4096 bytes");
  }
}
