package dev.procnet.server.web.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Corpus;
import dev.procnet.server.netfile.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadsTest {

  private final Columns columns = new Columns();

  private FileText read(String tree, String file) {
    ByteString content = Objects.requireNonNull(Corpus.tree(tree).files().get(file));
    List<Column> known = columns.of(file);
    TextWindow window = TextWindow.read(Rows.of(content), Heads.lines(file, known), 0, 500);
    return FileText.of(window, known, 0, 500);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 'ref, pointer, rto, ato, qack, cwnd, ssthresh'",
    "tcp6, 'ref, pointer, rto, ato, qack, cwnd, ssthresh'",
    "udp, ''",
    "udp6, ''",
    "raw, ''",
    "icmp6, ''",
    "unix, ''",
    "netlink, ''",
    "packet, ''",
    "dev, ''",
    "route, ''",
    "arp, ''",
    "ptype, ''",
    "protocols, ''",
    "igmp, ''",
    "mcfilter, ''",
    "mcfilter6, ''",
    "ip_mr_vif, ''",
    "ip6_mr_vif, ''",
    "ip_mr_cache, ''",
    "ip6_mr_cache, ''",
    "ip6_flowlabel, ''",
    "snmp, ''",
    "netstat, ''",
    "igmp6, 'ifindex, device, group, users, flags, timer'",
    "psched, 'nanoseconds_per_microsecond, nanoseconds_per_tick, microseconds_per_second,"
        + " clock_hz'",
    "if_inet6, 'address, ifindex, prefixlen, scope, flags, name'",
  })
  void file_columns_areFoundInItsHeadButForThoseWithoutAName(String file, String unnamed) {
    assertThat(
            String.join(
                ", ",
                read("linux-6.18/forward", file).unnamed().stream().map(Column::label).toList()))
        .isEqualTo(unnamed);
  }

  @Test
  void parts_together_areTheLine() {
    FileText text = read("linux-6.18/forward", "dev");

    List<String> lines = new ArrayList<>();
    text.head()
        .forEach(line -> lines.add(String.join("", line.stream().map(Heads.Part::text).toList())));
    assertThat(lines)
        .containsExactly(
            "Inter-|   Receive                                                |  Transmit",
            " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets"
                + " errs drop fifo colls carrier compressed");
    assertThat(text.head().get(1).stream().map(Heads.Part::column).filter(Objects::nonNull))
        .extracting(Column::name)
        .startsWith("face", "rx_bytes")
        .contains("tx_bytes")
        .hasSize(17);
  }

  @Test
  void valuesLikeColumns_ofAFileWithoutHead_areNotMarked() {
    List<Column> known = columns.of("if_inet6");
    TextWindow window =
        TextWindow.read(Rows.of(ByteString.copyFromUtf8("0001 01 80 10 80     name\n")), 0, 0, 500);

    assertThat(FileText.of(window, known, 0, 500).body())
        .containsExactly(List.of(new Heads.Part("0001 01 80 10 80     name", null)));
  }

  @Test
  void columns_files_areThoseOfTheCli() {
    assertThat(columns.of("udplite6")).isEqualTo(columns.of("udp")).isNotEmpty();
    assertThat(columns.of("nothing")).isEmpty();
  }
}
