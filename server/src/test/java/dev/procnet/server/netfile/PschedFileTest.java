package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Settings.PacketScheduler;
import dev.procnet.server.stack.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PschedFileTest {

  private static final String USUAL = "000003e8 00000040 000f4240 3b9aca00\n";

  private final PschedFile file = new PschedFile();

  @ParameterizedTest
  @EnumSource
  void open_newStack_isTheUsualClock(Profile profile) {
    assertThat(print(file, new SnapshotBuilder(profile))).isEqualTo(USUAL);
  }

  @Test
  void open_otherWords_printsThem() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.settings(settings -> settings.with(new PacketScheduler(-1, 0, 1, 250)));

    assertThat(print(file, builder)).isEqualTo("ffffffff 00000000 00000001 000000fa\n");
  }

  @Test
  void parse_words_areTheSettings() {
    assertThat(
            parse(file, Profile.LINUX_6_18, "ffffffff 00000000 00000001 000000fa\n")
                .settings()
                .packetScheduler())
        .isEqualTo(new PacketScheduler(-1, 0, 1, 250));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 1, 'nanoseconds a microsecond, 8'",
    "'3e8 00000040 000f4240 3b9aca00\n', 1, 1, 'nanoseconds a microsecond, 8'",
    "'000003e8 00000040 000f4240\n', 1, 27, a blank",
    "'000003e8 00000040 000f4240 3b9aca0g\n', 1, 28, 'ticks a second, 8'",
    "'000003e8 00000040 000f4240 3b9aca000\n', 1, 28, 'ticks a second, 8'",
    "'000003e8 00000040 000f4240 3b9aca00', 1, 36, the end of the line",
    "'000003e8 00000040 000f4240 3b9aca00\r\n', 1, 36, the end of the line",
    "'000003e8 00000040 000f4240 3b9aca00\n\n', 2, 1, the end of the file",
  })
  void parse_badText_isRefusedWhereItIs(String text, int line, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, text, line, column, expected);
  }
}
