package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.netfile.NetFileFixture.withInterfaces;
import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class Ipv6RouteFileTest {

  private static final String ANY = "00000000000000000000000000000000";
  private static final String NULL_ENTRY = row(ANY, "00", ANY, "ffffffff", "00200200", "lo");

  private final Ipv6RouteFile file = new Ipv6RouteFile();

  private static String row(
      String destination,
      String prefixLength,
      String gateway,
      String metric,
      String flags,
      String device) {
    return "%s %s %s 00 %s %s 00000001 00000000 %s %8s\n"
        .formatted(destination, prefixLength, ANY, gateway, metric, flags, device);
  }

  /** A route to ::/0. */
  private static String defaultRoute(String metric) {
    return row(ANY, "00", "fe800000000000000000000000000001", metric, "00000003", "eth0");
  }

  /** A route to 2001:db8:N::/48. */
  private static String prefixRoute(int number, String metric) {
    String destination = "20010db8%04x00000000000000000000".formatted(number);
    return row(destination, "30", ANY, metric, "00000001", "eth0");
  }

  private static Route route(int device, int metric) {
    return new Route(
        1,
        new Ipv6Address(0xfe80L << 48, 0),
        64,
        new Ipv6Address(0x20010db8L << 32, 0),
        32,
        new Ipv6Address(0, 0xabcdef),
        device,
        0x80200001,
        metric,
        Route.Type.LOCAL,
        Route.TABLE_MAIN,
        0,
        0,
        0,
        0,
        2,
        3,
        0);
  }

  @ParameterizedTest
  @EnumSource
  void open_route_printsEveryColumn(Profile profile) {
    SnapshotBuilder builder = withInterfaces(profile, "lo", "fifteen-chars-x");
    builder.add(Section.ROUTES6, route(2, -1));

    assertThat(print(file, builder))
        .isEqualTo(
            "fe800000000000000000000000000000 40 20010db8000000000000000000000000 20"
                + " 00000000000000000000000000abcdef ffffffff 00000002 00000003 80200001"
                + " fifteen-chars-x\n");
  }

  @Test
  void open_noDevice_isBlank() {
    SnapshotBuilder builder = withInterfaces(Profile.LINUX_6_18, "lo");
    builder.add(Section.ROUTES6, route(0, 1));

    assertThat(print(file, builder)).endsWith(" 80200001         \n").hasSize(150);
  }

  @Test
  void open_vanishedInterface_isLeftOut() {
    SnapshotBuilder builder = withInterfaces(Profile.LINUX_6_18, "lo");
    builder.add(Section.ROUTES6, route(7, 1));

    assertThat(print(file, builder)).isEmpty();
  }

  @Test
  void parse_newNamespace_isMainAndLocal() {
    assertTables(NULL_ENTRY + NULL_ENTRY, 254, 255);
  }

  @Test
  void parse_blankDevice_isNone() {
    String text = row(ANY, "00", ANY, "00000400", "00000001", "");

    Snapshot state = parse(file, Profile.LINUX_6_18, text);

    assertThat(state.table(Section.ROUTES6)).extracting(Route::interfaceIndex).containsExactly(0);
    assertThat(print(file, state)).isEqualTo(text);
  }

  @Test
  void parse_routesBeforeTheDefault_areOfTheSameTable() {
    assertTables(
        prefixRoute(1, "00000100")
            + defaultRoute("00000200")
            + defaultRoute("00000400")
            + defaultRoute("00000400")
            + prefixRoute(1, "00000000")
            + NULL_ENTRY,
        254,
        254,
        254,
        254,
        255,
        255);
  }

  @Test
  void parse_tablesBeforeMain_keepTheirOrder() {
    assertTables(
        prefixRoute(1, "00000400")
            + NULL_ENTRY
            + defaultRoute("00000400")
            + NULL_ENTRY
            + prefixRoute(1, "00000100")
            + NULL_ENTRY
            + NULL_ENTRY,
        251,
        251,
        252,
        253,
        254,
        254,
        255);
  }

  @Test
  void parse_tablesBetweenMainAndLocal_keepTheirOrder() {
    assertTables(
        prefixRoute(1, "00000100")
            + defaultRoute("00000400")
            + defaultRoute("00000200")
            + NULL_ENTRY
            + prefixRoute(2, "00000000")
            + NULL_ENTRY,
        254,
        254,
        767,
        511,
        255,
        255);
  }

  @Test
  void parse_moreTablesThanIdsBelowMain_keepTheirOrder() {
    String text =
        IntStream.range(0, 300)
                .mapToObj(i -> prefixRoute(300 - i, "00000400") + NULL_ENTRY)
                .collect(Collectors.joining())
            + prefixRoute(1, "00000100")
            + NULL_ENTRY
            + NULL_ENTRY;

    Snapshot state = parse(file, Profile.LINUX_6_18, text);

    assertThat(state.table(Section.ROUTES6).order())
        .isEqualTo(Section.ROUTES6.order(Profile.LINUX_6_18));
    assertThat(state.table(Section.ROUTES6)).extracting(Route::table).doesNotContain(0);
    assertThat(print(file, state)).isEqualTo(text);
  }

  private void assertTables(String text, Integer... tables) {
    Snapshot state = parse(file, Profile.LINUX_6_18, text);

    assertThat(state.table(Section.ROUTES6)).extracting(Route::table).containsExactly(tables);
    assertThat(state.table(Section.ROUTES6).order())
        .isEqualTo(Section.ROUTES6.order(Profile.LINUX_6_18));
    assertThat(print(file, state)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "20010db8000000000000000000000001, 00200200, UNREACHABLE",
    "20010db8000000000000000000000001, 80200001, LOCAL",
    "20010db8000000000000000000000001, 00300001, ANYCAST",
    "20010db8000000000000000000000001, 00000001, UNICAST",
    "ff0e0000000000000000000000000000, 00000001, MULTICAST",
  })
  void parse_flags_tellTheType(String destination, String flags, Route.Type type) {
    String text = row(destination, "80", ANY, "00000400", flags, "eth0");

    assertThat(parse(file, Profile.LINUX_6_18, text).table(Section.ROUTES6))
        .extracting(Route::type)
        .containsExactly(type);
  }

  @ParameterizedTest
  @CsvSource({
    "20010db8, 2001xdb8, 1, 'a destination, 32 hexadecimal digits'",
    "20010db8, 2001, 1, 'a destination, 32 hexadecimal digits'",
    "' 80 ', ' 81 ', 1, prefix_length: is 129",
    "' 80 ', ' 7f ', 1, destination: has bits set beyond",
    "' 80 ', ' 080 ', 34, 'a prefix length, 2 hexadecimal digits'",
    "' 80 ', '80 ', 33, a blank",
    "00000400, 0000040, 106, 'a metric, 8 hexadecimal digits'",
    "00000400, 000004000, 106, 'a metric, 8 hexadecimal digits'",
    "ethernet, eth rnet, 142, has byte 0x20 at 3",
    "ethernet, sixteen-chars-xx, 142, has 16 bytes",
    "' ethernet', '', 141, a blank",
  })
  void parse_badRow_isRefusedWhereItIs(String good, String bad, int column, String expected) {
    String row =
        row("20010db8000000000000000000000001", "80", ANY, "00000400", "00000001", "ethernet");

    assertRefused(
        file, Profile.LINUX_6_18, NULL_ENTRY + row.replace(good, bad), 2, column, expected);
  }

  @Test
  void parse_truncated_isRefusedAtTheEnd() {
    assertRefused(
        file,
        Profile.LINUX_6_18,
        NULL_ENTRY.substring(0, NULL_ENTRY.length() - 1),
        1,
        150,
        "the end of the line");
  }
}
