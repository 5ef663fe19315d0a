package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.SnapshotBuilder;
import org.junit.jupiter.api.Test;

class RtCacheFileTest {

  private final RtCacheFile file = new RtCacheFile();

  @Test
  void open_anyStack_isOneLineOf128Bytes() {
    assertThat(print(file, new SnapshotBuilder(Profile.LINUX_6_18)))
        .hasSize(128)
        .startsWith("Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\t")
        .endsWith("\tHHUptod\tSpecDst" + " ".repeat(26) + "\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void parse_itsLine_comesBack() {
    String text = print(file, new SnapshotBuilder(Profile.LINUX_6_18));

    assertThat(print(file, parse(file, Profile.LINUX_6_1, text))).isEqualTo(text);
  }

  @Test
  void parse_otherHeaderOrRow_isRefused() {
    String text = print(file, new SnapshotBuilder(Profile.LINUX_6_18));

    assertRefused(file, Profile.LINUX_6_18, "", 1, 1, "the header of rt_cache");
    assertRefused(
        file, Profile.LINUX_6_18, text.replace("Flags\t\t", "Flags\t"), 1, 34, "the header");
    assertRefused(file, Profile.LINUX_6_18, text + "eth0\t", 2, 1, "the end of the file");
  }
}
