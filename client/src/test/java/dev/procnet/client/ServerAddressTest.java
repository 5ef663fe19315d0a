package dev.procnet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @Test
  void parse_hostAndPort_isTcp() {
    assertThat(ServerAddress.parse("localhost:7461"))
        .isEqualTo(new ServerAddress.Tcp("localhost", 7461));
  }

  @Test
  void parse_ipv6InBrackets_isTcp() {
    assertThat(ServerAddress.parse("[::1]:7461"))
        .isEqualTo(new ServerAddress.Tcp("::1", 7461))
        .hasToString("[::1]:7461");
  }

  @Test
  void parse_unix_isPath() {
    assertThat(ServerAddress.parse("unix:/run/procnetd.sock"))
        .isEqualTo(new ServerAddress.UnixSocket("/run/procnetd.sock"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", ":80", "localhost:", "::1", "localhost:0", "h:65536", "h:x"})
  void parse_other_isRefusedNamingWhatIsExpected(String text) {
    assertThatThrownBy(() -> ServerAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host:port, [v6]:port or unix:path expected");
  }

  @Test
  void parse_longUnixPath_isRefusedNamingTheLimit() {
    assertThatThrownBy(() -> ServerAddress.parse("unix:/" + "x".repeat(107)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 107 bytes expected")
        .hasMessageContaining("has 108");
  }
}
