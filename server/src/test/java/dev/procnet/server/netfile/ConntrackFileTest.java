package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Connection;
import dev.procnet.server.stack.Connection.Status;
import dev.procnet.server.stack.Connection.Traffic;
import dev.procnet.server.stack.Connection.Zone;
import dev.procnet.server.stack.Connection.ZoneDirection;
import dev.procnet.server.stack.ConnectionTuple;
import dev.procnet.server.stack.ConnectionTuple.Ports;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConntrackFileTest {

  private static final String TUPLES =
      "src=10.16.0.1 dst=10.16.0.2 sport=1 dport=2 src=10.16.0.2 dst=10.16.0.1 sport=2 dport=1 ";

  private static final String FULL =
      "ipv4     2 tcp      6 431993 ESTABLISHED src=10.16.0.1 dst=10.16.0.2 sport=34452 dport=9000"
          + " packets=3 bytes=3164 src=10.16.0.2 dst=10.16.0.1 sport=9000 dport=34452 packets=2"
          + " bytes=112 [ASSURED] mark=77 secctx=system_u:object_r:unlabeled_t:s0 zone=9"
          + " delta-time=6 use=2\n";

  private final NetFile file = new ConntrackFile();

  private Snapshot parsed(String text) {
    return parse(file, Profile.LINUX_6_18, text);
  }

  @Test
  void parse_fullRow_readsEachPiece() {
    Ipv4Address here = SocketFixtures.ipv4(10, 16, 0, 1);
    Ipv4Address there = SocketFixtures.ipv4(10, 16, 0, 2);

    assertThat(parsed(FULL).table(Section.CONNECTIONS))
        .containsExactly(
            new Connection(
                6,
                431993L,
                "ESTABLISHED",
                null,
                new ConnectionTuple(here, there, new Ports(34452, 9000)),
                new ConnectionTuple(there, here, new Ports(9000, 34452)),
                new Traffic(3, 3164),
                new Traffic(2, 112),
                false,
                Status.ASSURED,
                77,
                null,
                NetFileFixture.bytes("system_u:object_r:unlabeled_t:s0"),
                new Zone(9, ZoneDirection.BOTH),
                6L,
                2));
  }

  /** What kernels leave out, and old ones have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipv4     2 tcp      6 -3 SYN_SENT2 " + TUPLES + "use=1\n",
        "ipv4     2 tcp      6 1 LISTEN " + TUPLES + "mark=0 use=1\n",
        "ipv4     2 tcp      6 " + TUPLES + "[OFFLOAD] mark=0 zone=0 use=3\n",
        "ipv4     2 tcp      6 9 " + TUPLES + "[HW_OFFLOAD] use=4294967295\n",
        "ipv4     2 udp      17 9 " + TUPLES + "[ASSURED] mark=4294967295 secmark=7 use=1\n",
        "ipv4     2 udplite  136 9 " + TUPLES + "secctx=a\u00ff use=1\n",
        "ipv4     2 dccp     33 9 PARTOPEN " + TUPLES + "use=1\n",
        "ipv4     2 sctp     132 9 HEARTBEAT_ACKED " + TUPLES + "use=1\n",
        "ipv4     2 sctp     132 9 " + TUPLES + "delta-time=18446744073709551615 use=1\n",
        "ipv4     2 unknown  33 593 src=10.0.0.1 dst=10.0.0.2 src=10.0.0.2 dst=10.0.0.1 use=2\n",
        "ipv4     2 unknown  0 593 src=10.0.0.1 dst=10.0.0.2 zone-orig=65535 [UNREPLIED]"
            + " src=10.0.0.2 dst=10.0.0.1 use=2\n",
        "ipv4     2 unknown  255 593 src=10.0.0.1 dst=10.0.0.2 packets=18446744073709551615"
            + " bytes=1 [UNREPLIED] src=10.0.0.2 dst=10.0.0.1 zone-reply=1 packets=0 bytes=0"
            + " mark=0 use=2\n",
        "ipv4     2 gre      47 23 timeout=30, stream_timeout=4294967295 src=10.0.0.1 dst=10.0.0.2"
            + " srckey=0x0 dstkey=0xffff src=10.0.0.2 dst=10.0.0.1 srckey=0xffff dstkey=0x0"
            + " use=1\n",
        "ipv4     2 gre      47 23 src=10.0.0.1 dst=10.0.0.2 srckey=0x0 dstkey=0x0 src=10.0.0.2"
            + " dst=10.0.0.1 srckey=0x0 dstkey=0x0 use=1\n",
        "ipv4     2 icmp     1 23 src=10.0.0.1 dst=10.0.0.2 type=8 code=255 id=65535 src=10.0.0.2"
            + " dst=10.0.0.1 type=0 code=0 id=65535 use=1\n",
        "ipv6     10 icmpv6   58 23 src=2001:0db8:0000:0000:0000:0000:0000:0001"
            + " dst=fe80:0000:0000:0000:ffff:0000:0000:00ff type=128 code=0 id=1"
            + " src=0000:0000:0000:0000:0000:0000:0000:0001"
            + " dst=0000:0000:0000:0000:0000:0000:0000:0000 type=129 code=0 id=1 use=1\n",
      })
  void parse_anyPiecesMissing_printsTheSame(String row) {
    assertThat(print(file, parsed(row + FULL + row))).isEqualTo(row + FULL + row);
  }

  @Test
  void open_hidden_zeroesAddressesPortsAndIdentifiers() {
    String rows =
        FULL
            + "ipv6     10 icmpv6   58 23 src=2001:0db8:0000:0000:0000:0000:0000:0001"
            + " dst=2001:0db8:0000:0000:0000:0000:0000:0002 type=128 code=7 id=1"
            + " src=2001:0db8:0000:0000:0000:0000:0000:0002"
            + " dst=2001:0db8:0000:0000:0000:0000:0000:0001 type=129 code=0 id=1 use=1\n"
            + "ipv4     2 gre      47 23 src=10.0.0.1 dst=10.0.0.2 srckey=0x7 dstkey=0x7"
            + " src=10.0.0.2 dst=10.0.0.1 srckey=0x7 dstkey=0x7 use=1\n";

    String hidden = file.open(parsed(rows), SocketFixtures.HIDDEN).readAll().toString(ISO_8859_1);

    assertThat(hidden)
        .doesNotContain("10.", "2001", "9000", "34452", "id=1", "0x7")
        .contains("ESTABLISHED src=0.0.0.0 dst=0.0.0.0 sport=0 dport=0 packets=3 bytes=3164")
        .contains("type=128 code=7 id=0")
        .contains("dst=0000:0000:0000:0000:0000:0000:0000:0000 type=129")
        .contains("srckey=0x0 dstkey=0x0");
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, 1, 'a family, '",
    "ipv4     10 tcp      6 , 1, 'a family, '",
    "ipv4     2 udp      6 9 , 12, or 'unknown' for protocol 6",
    "ipv4     2 esp      50 9 , 12, for protocol 50",
    "ipv4     2 unknown  256 9 , 21, the number of a protocol of at most 255",
    "ipv4     2 tcp      6 99999999999999999999 , 23, a time to expiry",
    "ipv4     2 tcp      6 9 CLOSED , 25, a state of protocol 6",
    "ipv4     2 udp      17 9 NONE , 26, a state of protocol 17",
    "ipv4     2 tcp      6 9 NONE src=10.0.0.256 , 41, an octet of an IPv4 address",
    "ipv4     2 tcp      6 9 NONE src=10.0.0.1 dst=::1 , 47, an octet of an IPv4 address",
    "ipv6     10 tcp      6 9 NONE src=2001:db8::1 , 40, a group of a source",
    "ipv4     2 tcp      6 9 src=1.0.0.1 dst=1.0.0.2 src=1.0.0.2 , 50, 'sport='",
    "ipv4     2 tcp      6 9 src=1.0.0.1 dst=1.0.0.2 sport=65536 , 55, a source port of at most",
    "ipv4     2 icmp     1 9 src=1.0.0.1 dst=1.0.0.2 type=256 , 54, an ICMP type of at most 255",
    "ipv4     2 gre      47 9 src=1.0.0.1 dst=1.0.0.2 srckey=0x10000 , 59, a source key",
  })
  void parse_badStart_isRefusedWhereItIs(String row, int column, String expected) {
    assertRefused(file, Profile.LINUX_6_18, FULL + row + "\n", 2, column, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'mark=4294967296 use=1\n', 123, a mark of at most 4294967295",
    "'mark=1 zone=65536 use=1\n', 130, a zone of at most 65535",
    "'zone-reply=1 zone=1 use=1\n', 131, one zone only",
    "'use=1 mark=1\n', 124, the end of the line",
    "'[ASSURED] [OFFLOAD] use=1\n', 128, use=",
    "'secctx= use=1\n', 125, a security context",
    "'packets=1 bytes=2 use=1\n', 1, missing beside",
    "'delta-time=-1 use=1\n', 129, an age",
    "'use=1', 123, the end of the line",
    "'', 118, use=",
  })
  void parse_badEnd_isRefusedWhereItIs(String end, int column, String expected) {
    assertRefused(
        file,
        Profile.LINUX_6_18,
        "ipv4     2 tcp      6 9 NONE " + TUPLES + end,
        1,
        column,
        expected);
  }
}
