package dev.procnet.client.cli.ss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsPartsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "20, 0.2",
    "4, 0.04",
    "163, 1.63",
    "12000, 120",
    "123456789, 1.23457e+06",
    "-50, -0.5"
  })
  void hundredths_value_printsAsPercentG(int value, String expected) {
    assertThat(CNumbers.hundredths(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "850, 850ms",
    "1040, 1.040ms",
    "57000, 57sec",
    "57120, 57sec",
    "65000, 1min5sec",
    "71050, 1min11sec",
    "601000, 10min",
    "7200000, 120min"
  })
  void time_ofMillis_printsAsSs(int millis, String expected) {
    assertThat(CNumbers.time(millis)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "::, *",
    "::1, [::1]",
    "::ffff:10.0.0.1, [::ffff:10.0.0.1]",
    "::1:2, [::0.1.0.2]",
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]",
    "fe80::, [fe80::]"
  })
  void text_ipv6_isAsInetNtopPrints(String address, String expected) {
    assertThat(SsAddress.text(SsAddress.parse(address, true), true)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "/run/*.sock, /RUN/a/b.sock, true",
    "a?c, abc, true",
    "a[!x]c, abc, true",
    "a[x-z]c, abc, false",
    "a[]b]c, abc, true",
    "[a, [a, true",
    "a\\*, a*, true",
    "a\\*, ab, false",
    "a[&&b]c, a&c, true",
    "@*, /x, false"
  })
  void matches_pattern_isAsFnmatch(String pattern, String name, boolean expected) {
    assertThat(new SsPattern(pattern).matches(name)).isEqualTo(expected);
  }

  @Test
  void names_ofFiles_firstEntryWins(@TempDir Path directory) throws IOException {
    Path services =
        Files.writeString(
            directory.resolve("services"),
            """
            # comment
            ssh 22/tcp
            other 22/tcp
            http 80/tcp www # web
            mdns 5353/udp
            high 40000/tcp
            broken
            """);
    Path protocols = Files.writeString(directory.resolve("protocols"), "icmp 1 ICMP\n");
    Path range = Files.writeString(directory.resolve("range"), "32768\t60999\n");
    SsNames names = new SsNames(services, protocols, range);

    assertThat(names.service(22, "tcp")).isEqualTo("ssh");
    assertThat(names.service(22, "udp")).isEqualTo("22");
    assertThat(names.service(40_000, "tcp")).isEqualTo("40000");
    assertThat(names.port("www", "tcp")).hasValue(80);
    assertThat(names.port("nosuch", "tcp")).isEmpty();
    assertThat(names.protocol(1)).isEqualTo("icmp");
    assertThat(names.protocol(253)).isEqualTo("ipproto-253");
  }

  @Test
  void names_withoutFiles_areNumbers(@TempDir Path directory) {
    Path none = directory.resolve("none");
    SsNames names = new SsNames(none, none, none);

    assertThat(names.service(22, "tcp")).isEqualTo("22");
    assertThat(names.isEphemeral(1024)).isTrue();
    assertThat(names.isEphemeral(5000)).isFalse();
  }

  @Test
  void buffer_fieldsBeyondAPiece_takeAnother() {
    SsBuffer buffer = new SsBuffer();
    for (int i = 0; i < 1 << 20; i += 1024) {
      buffer.append(1022);
      buffer.endField();
    }
    assertThat(buffer.pieces()).isEqualTo(2);

    buffer.clear();
    assertThat(buffer.pieces()).isZero();
  }
}
