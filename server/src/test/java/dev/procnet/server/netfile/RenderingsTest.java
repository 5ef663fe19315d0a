package dev.procnet.server.netfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderingsTest {

  private final Renderings renderings = new Renderings(new NetFiles(new StatisticsLog()));

  private static Rows rows(String content) {
    return Rows.of(ByteString.copyFromUtf8(content));
  }

  private Renderings.Total total(String name) {
    return Objects.requireNonNull(renderings.totals().get(name));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, tcp",
    "stat/nf_conntrack, stat/nf_conntrack",
    "dev_snmp6/eth0, dev_snmp6/*",
    "vlan/config, vlan/config",
    "vlan/eth0.5, vlan/*",
    "sys/net/ipv4/ip_forward, sys/net/*",
    "atm/whatever, other",
    "anything, other",
  })
  void counted_file_goesByABoundedName(String file, String name) {
    renderings.counted(file, rows("x"));

    assertThat(renderings.totals()).containsOnlyKeys(name);
  }

  @Test
  void counted_filesOfADirectory_areAddedUp() {
    assertThat(renderings.counted("dev_snmp6/lo", rows("four")).readAll().toStringUtf8())
        .isEqualTo("four");
    renderings.counted("dev_snmp6/eth0", rows("fiver")).readAll();

    Renderings.Total total = total("dev_snmp6/*");
    assertThat(total.opened()).isEqualTo(2);
    assertThat(total.bytes()).isEqualTo(9);
    assertThat(total.nanos()).isPositive();
  }

  @Test
  void counted_filledInPieces_hasTheSameBytes() {
    Rows counted = renderings.counted("tcp", rows("x".repeat(100_000)));
    RowBuffer out = new RowBuffer(64);
    long bytes = 0;
    boolean more = true;
    while (more) {
      more = counted.fill(out, 1000);
      bytes += out.size();
      out.clear();
    }

    assertThat(bytes).isEqualTo(100_000);
    assertThat(total("tcp").bytes()).isEqualTo(100_000);
  }
}
