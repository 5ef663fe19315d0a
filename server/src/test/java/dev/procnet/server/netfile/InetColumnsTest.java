package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InetColumnsTest {

  @Example
  void write_knownAddresses_areWordsInHostOrder() {
    assertThat(text(SocketFixtures.ipv4(10, 16, 0, 1), 8080, false)).isEqualTo("0100100A:1F90");
    assertThat(text(SocketFixtures.ipv4(127, 0, 0, 1), 0, false)).isEqualTo("0100007F:0000");
    assertThat(text(new Ipv6Address(0x20010DB800100000L, 1), 65535, false))
        .isEqualTo("B80D0120000010000000000001000000:FFFF");
    assertThat(text(new Ipv6Address(0, 1), 1, false))
        .isEqualTo("00000000000000000000000001000000:0001");
    assertThat(text(new Ipv6Address(0xFE80000000000000L, 0x000000FFFE001001L), 1, false))
        .isEqualTo("000080FE00000000FF000000011000FE:0001");
    assertThat(text(Ipv6Address.mapped(SocketFixtures.ipv4(10, 16, 0, 1)), 1, false))
        .isEqualTo("0000000000000000FFFF00000100100A:0001");
  }

  @Example
  void write_hidden_isZerosOfTheSameWidth() {
    assertThat(text(SocketFixtures.ipv4(10, 16, 0, 1), 8080, true)).isEqualTo("00000000:0000");
    assertThat(text(new Ipv6Address(-1, -1), 8080, true))
        .isEqualTo("00000000000000000000000000000000:0000");
  }

  @Property
  void parse_written_isTheSame(
      @ForAll long high, @ForAll long low, @ForAll @IntRange(max = 65535) int port) {
    assertReadsBack(new Ipv4Address((int) low), port);
    assertReadsBack(new Ipv6Address(high, low), port);
  }

  @Example
  void parse_tooShortOrNoDigit_saysWhere() {
    for (String wrong : new String[] {"", "0100100", "0100100A0000", "0100100A:", "0x00100A"}) {
      assertThatExceptionOfType(NetFileException.class)
          .isThrownBy(() -> InetColumns.parseAddress(file(wrong), true))
          .withMessageStartingWith("expected an IPv6 address, 32 hexadecimal digits, found ");
    }
    assertThatExceptionOfType(NetFileException.class)
        .isThrownBy(() -> InetColumns.parseAddress(file("0100100"), false))
        .withMessage("expected an IPv4 address, 8 hexadecimal digits, found '0100100'");
    assertThatExceptionOfType(NetFileException.class)
        .isThrownBy(() -> InetColumns.parsePort(file(":1F9")))
        .withMessage("expected a port, 4 hexadecimal digits, found '1F9'");
    assertThatExceptionOfType(NetFileException.class)
        .isThrownBy(() -> InetColumns.parsePort(file("1F90")))
        .withMessage("expected ':', found '1F90'");
  }

  private static void assertReadsBack(IpAddress address, int port) {
    NetFileText text = file(text(address, port, false));
    assertThat(InetColumns.parseAddress(text, address instanceof Ipv6Address)).isEqualTo(address);
    assertThat(InetColumns.parsePort(text)).isEqualTo(port);
    assertThat(text.atEnd()).isTrue();
  }

  private static NetFileText file(String content) {
    return new NetFileText("tcp", SocketFixtures.bytes(content));
  }

  private static String text(IpAddress address, int port, boolean hidden) {
    RowBuffer out = new RowBuffer(0);
    InetColumns.writeEndpoint(out, address, port, hidden);
    return out.take().toString(ISO_8859_1);
  }
}
