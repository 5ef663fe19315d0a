package dev.procnet.server.netfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.ProcnetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "10.16.0.1, 10.16.0.1",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "::ffff:10.16.0.1, ::ffff:10.16.0.1",
    "::ffff:a10:1, ::ffff:10.16.0.1",
    "::1.2.3.4, ::102:304",
  })
  void format_ofParsed_isTheRecommendedText(String text, String expected) {
    assertThat(AddressText.format(AddressText.parse(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 10.0.0.1",
        "10.0.0",
        "10.0.0.256",
        "010.0.0.1",
        "10.0.0.1/8",
        "localhost",
        "fe80::1%eth0",
        "fe80::1%",
        "1::2::3",
        "::ffff:10.0.0.1%1",
        "[::1]",
        "１０.0.0.1",
        "::１"
      })
  void parse_ofAnythingElse_saysWhatItIs(String text) {
    assertThatThrownBy(() -> AddressText.parse(text))
        .isInstanceOf(ProcnetException.class)
        .hasMessageContaining("is '" + text + "', expected an IPv4 or IPv6 address");
  }

  @ParameterizedTest
  @CsvSource({"::ffff:10.16.0.1, true", "10.16.0.1, false"})
  void parse_ofIpv4Mapped_staysIpv6(String text, boolean ipv6) {
    IpAddress expected =
        ipv6 ? Ipv6Address.mapped(new Ipv4Address(0x0A100001)) : new Ipv4Address(0x0A100001);

    assertThat(AddressText.parse(text)).isEqualTo(expected);
  }
}
