package dev.procnet.server.stack;

import static dev.procnet.server.stack.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.ProcnetException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {

  private static void refused(Runnable construction, String message) {
    assertThatThrownBy(construction::run)
        .isInstanceOfSatisfying(
            ProcnetException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.FIELD_INVALID);
              assertThat(e).hasMessage(message);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "eth0", "fifteen-chars-x", "%", "\"'\\*@-", "é", "日本", "\u0001"})
  void interfaceName_asTheKernelAllows_isKept(String name) {
    assertThat(InterfaceName.of(name).text()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sixteen-chars-xx",
        "a/b",
        "a:b",
        "a b",
        "a\tb",
        "a\u000bb",
        "a\u0000",
        ".",
        "..",
        "à"
      })
  void interfaceName_asTheKernelRefuses_isRefused(String name) {
    assertThatThrownBy(() -> InterfaceName.of(name)).isInstanceOf(ProcnetException.class);
  }

  @Test
  void interfaceName_badByte_isNamedWithItsPlace() {
    refused(
        () -> InterfaceName.of("a:b"),
        "name: has byte 0x3A at 1, expected no '/', ':', NUL or blank");
  }

  @Test
  void interfaceName_invalidUtf8_isKept() {
    ByteString bytes = ByteString.copyFrom(new byte[] {'x', (byte) 0xFF});
    assertThat(new InterfaceName(bytes).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,-2147483648", "8,-16777216", "17,-32768", "31,-2", "32,-1"})
  void mask_eachLength_hasThatManyBits(int length, int expected) {
    assertThat(Ipv4Address.mask(length)).isEqualTo(expected);
  }

  @Test
  void isWithin_ipv6AcrossTheHalves_comparesTheFirstBits() {
    Ipv6Address prefix = new Ipv6Address(0x20010db800100000L, 0xFF00000000000000L);
    Ipv6Address inside = new Ipv6Address(0x20010db800100000L, 0xFF00000000000001L);

    assertThat(inside.isWithin(prefix, 72)).isTrue();
    assertThat(inside.isWithin(prefix, 128)).isFalse();
    assertThat(inside.isWithin(Ipv6Address.UNSPECIFIED, 0)).isTrue();
    assertThat(inside.isWithin(Ipv6Address.UNSPECIFIED, 64)).isFalse();
    assertThat(inside.isWithin(ipv4("0.0.0.0"), 0)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,0",
    "0,1,16",
    "0,2,128",
    "0,4294967296,0",
    "-108086391056891904,1,32",
    "-90071992547409920,1,64",
    "-144115188075855872,1,0",
    "2306139568115548160,1,0"
  })
  void scopeOf_address_isTheKernels(long high, long low, int scope) {
    assertThat(InterfaceAddress.scopeOf(new Ipv6Address(high, low))).isEqualTo(scope);
  }

  @Test
  void scopeOf_multicast_isThatOfItsFirstNibble() {
    assertThat(InterfaceAddress.scopeOf(new Ipv6Address(0xFF01L << 48, 1))).isEqualTo(0x10);
    assertThat(InterfaceAddress.scopeOf(new Ipv6Address(0xFF02L << 48, 1))).isEqualTo(0x20);
    assertThat(InterfaceAddress.scopeOf(new Ipv6Address(0xFF05L << 48, 1))).isEqualTo(0x40);
    assertThat(InterfaceAddress.scopeOf(new Ipv6Address(0xFF0EL << 48, 1))).isZero();
  }

  @Test
  void tcpSocket_outOfRange_isRefused() {
    refused(
        () -> Samples.tcp(1, 1, TcpState.LISTEN, ipv4("1.2.3.4"), 65536),
        "local.port: is 65536, expected 0 to 65535");
    refused(
        () -> Samples.tcp(1, 1, TcpState.NONE, ipv4("1.2.3.4"), 1),
        "state: is not set, expected a TCP state");
  }

  @Test
  void unixSocket_pathTooLong_isRefused() {
    refused(() -> Samples.unix(1, 1, "x".repeat(109)), "path: is 109, expected 1 to 108");
    refused(() -> Samples.unix(1, 1, ""), "path: is 0, expected 1 to 108");
  }

  @Test
  void route_bitsBeyondThePrefix_areRefused() {
    refused(
        () -> Samples.route("10.0.0.1", 24, 0),
        "destination: has bits set beyond its prefix length of 24, expected none");
    assertThat(Samples.route("10.0.0.1", 32, 0).isIpv4()).isTrue();
  }

  @Test
  void route_ipv6_prefixIsChecked() {
    assertThat(ipv6Route(1L << 63, 0, 1).prefixLength()).isEqualTo(1);
    assertThat(ipv6Route(5, 0, 64).prefixLength()).isEqualTo(64);
    assertThat(ipv6Route(5, 1L << 63, 65).prefixLength()).isEqualTo(65);
    assertThat(ipv6Route(5, 5, 128).prefixLength()).isEqualTo(128);
    for (Runnable bad :
        List.<Runnable>of(
            () -> ipv6Route(1, 0, 0),
            () -> ipv6Route(1, 0, 63),
            () -> ipv6Route(5, 1, 64),
            () -> ipv6Route(5, 1, 127))) {
      assertThatThrownBy(bad::run).isInstanceOf(ProcnetException.class);
    }
  }

  private static Route ipv6Route(long high, long low, int length) {
    return new Route(
        0,
        new Ipv6Address(high, low),
        length,
        Ipv6Address.UNSPECIFIED,
        0,
        Ipv6Address.UNSPECIFIED,
        1,
        1,
        1024,
        Route.Type.UNICAST,
        254,
        0,
        0,
        0,
        0,
        1,
        0,
        0);
  }

  @ParameterizedTest
  @CsvSource({"tpc,tcp", "udp5,udp", "snpm,snmp", "netstats,netstat", "xyzzy,''", "TCP,''"})
  void nearest_name_isTheLikeliest(String wanted, String expected) {
    assertThat(Suggestions.nearest(wanted, List.of("tcp", "tcp6", "udp", "snmp", "netstat")))
        .isEqualTo(expected);
  }

  @Test
  void under_nested_joinsThePath() {
    assertThat(ProcnetException.field("port", "is 1").under("local").under("mutations[2]"))
        .hasMessage("mutations[2].local.port: is 1");
    assertThat(ProcnetException.field("[1]", "overlaps").under("uid_map"))
        .hasMessage("uid_map[1]: overlaps");
  }

  @Test
  void registry_names_areChecked() {
    StackRegistry registry = new StackRegistry(HistoryLimits.DEFAULT, 2);
    Snapshot seed = Samples.host(Profile.LINUX_6_18);
    for (String bad : List.of("", "A", "1a", "a-", "a_b", "x".repeat(64))) {
      assertThatThrownBy(() -> registry.create(bad, Map.of(), seed, Samples.NOW))
          .isInstanceOf(ProcnetException.class);
    }
    registry.create("default", Map.of(), seed, Samples.NOW);
    registry.create("web-1", Map.of("k", "v"), seed, Samples.NOW);

    assertThatThrownBy(() -> registry.create("third", Map.of(), seed, Samples.NOW))
        .hasMessage("stack 'third' would be one more than the 2 allowed");
    assertThatThrownBy(() -> registry.create("web-1", Map.of(), seed, Samples.NOW))
        .hasMessage("stack 'web-1' exists already, expected another name");
    assertThatThrownBy(() -> registry.get("wep-1"))
        .hasMessage("no stack 'wep-1', did you mean 'web-1'?");
    assertThatThrownBy(() -> registry.delete("default", 0)).isInstanceOf(ProcnetException.class);
    assertThat(registry.get("").name()).isEqualTo("default");
    assertThat(registry.delete("web-1", 1)).isNotNull();
    assertThat(registry.delete("web-1", 0)).isNull();
    assertThat(registry.find("web-1")).isNull();
  }

  @Test
  void builder_namesBeforeTheList_keepTheirIndexAndOrder() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.declareInterface(InterfaceName.of("eth0"), 0x1a);
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);
    builder.addInterface(InterfaceName.of("eth0"), InterfaceStatistics.ZERO);
    builder.addInterface(InterfaceName.of("eth1"), InterfaceStatistics.ZERO);
    int ghost = builder.interfaceIndex(InterfaceName.of("gone0"));
    Snapshot state = builder.build();

    assertThat(state.table(Section.INTERFACES))
        .extracting(Interface::index)
        .containsExactly(1, 0x1a, 0x1b, ghost);
    assertThat(state.interfaceOf(ghost)).isNotNull().extracting(Interface::unavailable).isNotNull();
    assertThat(builder.interfaceIndex(InterfaceName.of("lo"))).isEqualTo(1);
  }

  @Test
  void builder_manyNames_getTheLowestFreeIndexes() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.declareInterface(InterfaceName.of("two"), 2);
    for (int i = 0; i < 100_000; i++) {
      builder.interfaceIndex(InterfaceName.of("n" + i));
    }

    assertThat(builder.interfaceIndex(InterfaceName.of("n0"))).isEqualTo(1);
    assertThat(builder.interfaceIndex(InterfaceName.of("n1"))).isEqualTo(3);
    assertThat(builder.interfaceIndex(InterfaceName.of("n99999"))).isEqualTo(100_001);
  }

  @Test
  void builder_sameInterfaceTwice_isRefused() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO);

    refused(
        () -> builder.addInterface(InterfaceName.of("lo"), InterfaceStatistics.ZERO),
        "name: is 'lo' a second time, expected each interface once");
  }

  @Test
  void latin1Blank_inAName_isABlankToTheKernel() {
    ByteString name = ByteString.copyFrom("a\u00a0".getBytes(StandardCharsets.ISO_8859_1));
    refused(
        () -> new InterfaceName(name),
        "name: has byte 0xA0 at 1, expected no '/', ':', NUL or blank");
  }
}
