package dev.procnet.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import dev.procnet.server.stack.ProcnetException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:7461, 127.0.0.1, 7461",
    "[::1]:0, ::1, 0",
    "LocalHost:65535, localhost, 65535",
    "db.example:1, db.example, 1",
  })
  void parse_tcp_givesHostAndPort(String text, String host, int port) {
    assertThat(ListenAddress.parse(text)).isEqualTo(new ListenAddress.Tcp(host, port));
  }

  @Test
  void parse_unix_givesPath() {
    assertThat(ListenAddress.parse("unix:/run/p.sock"))
        .isEqualTo(new ListenAddress.Unix(Path.of("/run/p.sock")))
        .hasToString("unix:/run/p.sock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7461",
        ":7461",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:x",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "::1:80",
        "[::1]",
        "[::1:80",
        "a b:1",
        "a:1:2",
      })
  void parse_noAddress_throws(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOfAny(IllegalArgumentException.class, ProcnetException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "107, true", "108, false"})
  void parse_unixPathOfLength_isBoundBySockaddr(int length, boolean valid) {
    String text = "unix:" + "x".repeat(length);
    if (valid) {
      assertThat(ListenAddress.parse(text)).hasToString(text);
    } else {
      assertThatThrownBy(() -> ListenAddress.parse(text))
          .isInstanceOf(ProcnetException.class)
          .hasMessageContaining("has " + length + " bytes, expected 1 to 107");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:1",
        "127.255.0.9:1",
        "[::1]:1",
        "localhost:1",
        "[::ffff:127.0.0.1]:1",
        "unix:x"
      })
  void isLocal_loopback_isTrue(String text) {
    assertThat(ListenAddress.parse(text).isLocal()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0:1",
        "[::]:1",
        "10.0.0.1:1",
        "192.168.1.1:1",
        "[fe80::1]:1",
        "[::ffff:10.0.0.1]:1",
        "localhost.example:1",
        "host:1",
        "127.1:1"
      })
  void isLocal_beyondLoopback_isFalse(String text) {
    assertThat(ListenAddress.parse(text).isLocal()).isFalse();
  }

  @Test
  void resolve_localhost_isLoopback() throws UnknownHostException {
    assertThat(new ListenAddress.Tcp("localhost", 5).resolve().getAddress().isLoopbackAddress())
        .isTrue();
  }

  @Test
  void of_boundAddress_isWrittenAsItIsRead() {
    InetSocketAddress bound = new InetSocketAddress(InetAddresses.forString("::1"), 80);

    assertThat(ListenAddress.Tcp.of(bound)).hasToString("[::1]:80");
  }
}
