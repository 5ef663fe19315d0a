package dev.procnet.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2::1, 2001:db8:1:2::/64",
    "fe80::1, fe80::1",
    "::1, ::1"
  })
  void address_isCountedForItsHost(String address, String label) {
    assertThat(PeerAddress.label(InetAddresses.forString(address))).isEqualTo(label);
  }
}
