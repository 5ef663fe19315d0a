package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.assertRefused;
import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static dev.procnet.server.netfile.NetFileFixture.parse;
import static dev.procnet.server.netfile.NetFileFixture.print;
import static dev.procnet.server.netfile.NetFileFixture.withInterfaces;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RouteFileTest {

  private static final String LINUX_HEADER =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT"
          + " ".repeat(55)
          + "\n";

  private static final String GVISOR_HEADER =
      "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT"
          + " ".repeat(57)
          + "\n";

  private static final int ETH0 = 2;

  private final RouteFile file = new RouteFile();

  private static String header(Profile profile) {
    return profile.isLinux() ? LINUX_HEADER : GVISOR_HEADER;
  }

  private static String row(String columns) {
    return columns + " ".repeat(127 - columns.length()) + "\n";
  }

  private static List<String> column(int index, String text) {
    return text.lines()
        .skip(1)
        .map(line -> Splitter.on('\t').splitToList(line).get(index))
        .toList();
  }

  private static SnapshotBuilder routed(Profile profile, Route... routes) {
    SnapshotBuilder builder = withInterfaces(profile, "lo", "eth0");
    builder.settings(Settings::withIpv4Routing);
    for (Route route : routes) {
      builder.add(Section.ROUTES, route);
    }
    return builder;
  }

  private static Route route(int destination, int prefixLength, int device) {
    return route(destination, prefixLength, device, 0x1, 0, Route.Type.UNICAST, Route.TABLE_MAIN);
  }

  private static Route route(
      int destination,
      int prefixLength,
      int device,
      int flags,
      int metric,
      Route.Type type,
      int table) {
    return new Route(
        1,
        new Ipv4Address(destination),
        prefixLength,
        Ipv4Address.UNSPECIFIED,
        0,
        Ipv4Address.UNSPECIFIED,
        device,
        flags,
        metric,
        type,
        table,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  @Test
  void headers_are128Bytes() {
    assertThat(LINUX_HEADER).hasSize(128);
    assertThat(GVISOR_HEADER).hasSize(128);
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX_6_18", "LINUX_6_1"})
  void open_linuxWithoutMainTable_isEmpty(Profile profile) {
    assertThat(print(file, withInterfaces(profile, "lo"))).isEmpty();
  }

  @Test
  void open_gvisorWithoutRoute_isTheHeader() {
    assertThat(print(file, withInterfaces(Profile.GVISOR, "lo"))).isEqualTo(GVISOR_HEADER);
  }

  @ParameterizedTest
  @EnumSource
  void open_mainTableWithoutRoute_isTheHeader(Profile profile) {
    assertThat(print(file, routed(profile))).isEqualTo(header(profile));
  }

  @ParameterizedTest
  @EnumSource
  void open_route_printsEveryColumn(Profile profile) {
    Route route =
        new Route(
            1,
            new Ipv4Address(0x0A320000),
            16,
            Ipv4Address.UNSPECIFIED,
            0,
            new Ipv4Address(0x0A100002),
            ETH0,
            Route.RTF_UP | Route.RTF_GATEWAY,
            20,
            Route.Type.UNICAST,
            Route.TABLE_MAIN,
            0,
            1400,
            -1,
            100,
            3,
            4,
            0);

    assertThat(print(file, routed(profile, route)))
        .isEqualTo(
            header(profile)
                + row("eth0\t0000320A\t0200100A\t0003\t3\t4\t20\t0000FFFF\t1400\t4294967295\t100"));
  }

  @ParameterizedTest
  @EnumSource
  void open_everyPrefixLength_printsItsMaskInHostByteOrder(Profile profile) {
    Route[] routes =
        IntStream.rangeClosed(0, 32)
            .mapToObj(length -> route(Ipv4Address.mask(length), length, ETH0))
            .toArray(Route[]::new);

    List<String> masks = column(7, print(file, routed(profile, routes)));

    assertThat(masks)
        .containsExactly(
            "00000000",
            "00000080",
            "000000C0",
            "000000E0",
            "000000F0",
            "000000F8",
            "000000FC",
            "000000FE",
            "000000FF",
            "000080FF",
            "0000C0FF",
            "0000E0FF",
            "0000F0FF",
            "0000F8FF",
            "0000FCFF",
            "0000FEFF",
            "0000FFFF",
            "0080FFFF",
            "00C0FFFF",
            "00E0FFFF",
            "00F0FFFF",
            "00F8FFFF",
            "00FCFFFF",
            "00FEFFFF",
            "00FFFFFF",
            "80FFFFFF",
            "C0FFFFFF",
            "E0FFFFFF",
            "F0FFFFFF",
            "F8FFFFFF",
            "FCFFFFFF",
            "FEFFFFFF",
            "FFFFFFFF");
  }

  @ParameterizedTest
  @CsvSource({
    "LINUX_6_18, -1, 4294967295",
    "LINUX_6_18, -16769024, 4278198272",
    "LINUX_6_1, -1, -1",
    "LINUX_6_1, -2147483648, -2147483648",
    "LINUX_6_1, 7, 7",
    "GVISOR, -1, 4294967295",
  })
  void open_metric_isSignedIn61Only(Profile profile, int metric, String printed) {
    Route route = route(0, 0, ETH0, 0x1, metric, Route.Type.UNICAST, Route.TABLE_MAIN);

    assertThat(column(6, print(file, routed(profile, route)))).containsExactly(printed);
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.Type.class,
      names = {"BROADCAST", "MULTICAST"})
  void open_broadcastOrMulticast_isLeftOut(Route.Type type) {
    for (Profile profile : Profile.values()) {
      Route route = route(0, 0, ETH0, 0x1, 0, type, Route.TABLE_MAIN);

      assertThat(print(file, routed(profile, route))).isEqualTo(header(profile));
    }
  }

  @ParameterizedTest
  @CsvSource({"255", "253", "100", "0"})
  void open_otherTable_isLeftOutInLinux(int table) {
    Route route = route(0, 0, ETH0, 0x1, 0, Route.Type.UNICAST, table);

    assertThat(print(file, routed(Profile.LINUX_6_18, route))).isEqualTo(LINUX_HEADER);
    assertThat(print(file, routed(Profile.LINUX_6_1, route))).isEqualTo(LINUX_HEADER);
  }

  @Test
  void open_otherTable_isShownInGvisor() {
    Route route = route(0x0A000001, 32, ETH0, 0x1, 0, Route.Type.LOCAL, Route.TABLE_LOCAL);

    assertThat(print(file, routed(Profile.GVISOR, route)))
        .isEqualTo(
            GVISOR_HEADER + row("eth0\t0100000A\t00000000\t0001\t0\t0\t0\tFFFFFFFF\t0\t0\t0"));
  }

  @Test
  void open_loopback_isShownInLinuxOnly() {
    Route route = route(0x0A5F0000, 16, 1);
    String shown = row("lo\t00005F0A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0");

    assertThat(print(file, routed(Profile.LINUX_6_18, route))).isEqualTo(LINUX_HEADER + shown);
    assertThat(print(file, routed(Profile.LINUX_6_1, route))).isEqualTo(LINUX_HEADER + shown);
    assertThat(print(file, routed(Profile.GVISOR, route))).isEqualTo(GVISOR_HEADER);
  }

  @Test
  void open_noDevice_isAStarInLinux() {
    Route blackhole = route(0x0A3C0000, 16, 0, 0x1, 0, Route.Type.BLACKHOLE, Route.TABLE_MAIN);
    Route unreachable =
        route(0x0A400002, 32, 0, 0x205, 55, Route.Type.UNREACHABLE, Route.TABLE_MAIN);

    assertThat(print(file, routed(Profile.LINUX_6_18, blackhole, unreachable)))
        .isEqualTo(
            LINUX_HEADER
                + row("*\t00003C0A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0")
                + row("*\t0200400A\t00000000\t0205\t0\t0\t55\tFFFFFFFF\t0\t0\t0"));
    assertThat(print(file, routed(Profile.GVISOR, blackhole))).isEqualTo(GVISOR_HEADER);
  }

  @ParameterizedTest
  @EnumSource
  void open_vanishedInterface_isLeftOut(Profile profile) {
    assertThat(print(file, routed(profile, route(0, 0, 9)))).isEqualTo(header(profile));
  }

  @Test
  void parse_emptyInLinux_hasNoMainTable() {
    Snapshot state = parse(file, Profile.LINUX_6_18, "");

    assertThat(state.settings().ipv4Routing()).isFalse();
    assertThat(print(file, state)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void parse_headerOnly_hasAMainTable(Profile profile) {
    Snapshot state = parse(file, profile, header(profile));

    assertThat(state.settings().ipv4Routing()).isTrue();
    assertThat(print(file, state)).isEqualTo(header(profile));
  }

  @ParameterizedTest
  @CsvSource({"eth0, 0003, UNICAST", "'*', 0201, UNREACHABLE", "'*', 0001, BLACKHOLE"})
  void parse_deviceAndFlags_tellTheType(String device, String flags, Route.Type type) {
    String text =
        LINUX_HEADER
            + row(device + "\t0000320A\t00000000\t" + flags + "\t0\t0\t0\t0000FFFF\t0\t0\t0");

    Snapshot state = parse(file, Profile.LINUX_6_18, text);

    assertThat(state.table(Section.ROUTES)).extracting(Route::type).containsExactly(type);
    assertThat(print(file, state)).isEqualTo(text);
  }

  @Test
  void parse_descendingMetrics_areOfDescendingTypesOfService() {
    String text =
        LINUX_HEADER
            + row("eth0\t00004F0A\t00000000\t0001\t0\t0\t5\t0000FFFF\t0\t0\t0")
            + row("eth0\t00004F0A\t00000000\t0001\t0\t0\t50\t0000FFFF\t0\t0\t0")
            + row("eth0\t00004F0A\t00000000\t0001\t0\t0\t4294967295\t0000FFFF\t0\t0\t0")
            + row("eth0\t00004F0A\t00000000\t0001\t0\t0\t7\t0000FFFF\t0\t0\t0")
            + row("eth0\t00004F0A\t00000000\t0001\t0\t0\t1\t0000FFFF\t0\t0\t0")
            + row("eth0\t0000500A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0");

    Snapshot state = parse(file, Profile.LINUX_6_18, text);

    assertThat(state.table(Section.ROUTES))
        .extracting(Route::tos)
        .containsExactly(8, 8, 8, 4, 0, 0);
    assertThat(state.table(Section.ROUTES).order())
        .isEqualTo(Section.ROUTES.order(Profile.LINUX_6_18));
    assertThat(print(file, state)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "000FFFFF, 20, 00F0FFFF",
    "01FFFFFF, 25, 80FFFFFF",
    "00000001, 1, 00000080",
    "7FFFFFFF, 31, FEFFFFFF",
    "00FFFFFF, 24, 00FFFFFF",
    "00F0FFFF, 20, 00F0FFFF",
  })
  void parse_maskAsGvisorPrintsIt_isSetRight(String mask, int length, String right) {
    String format = "eth0\t00000000\t00000000\t0001\t0\t0\t0\t%s\t0\t0\t0";
    NetFileText text = new NetFileText("route", bytes(GVISOR_HEADER + row(format.formatted(mask))));
    SnapshotBuilder builder = new SnapshotBuilder(Profile.GVISOR);

    file.parse(text, builder);

    Snapshot state = builder.build();
    assertThat(state.table(Section.ROUTES)).extracting(Route::prefixLength).containsExactly(length);
    assertThat(print(file, state)).isEqualTo(GVISOR_HEADER + row(format.formatted(right)));
    assertThat(text.normalized()).isEqualTo(bytes(print(file, state)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "eth0;0000320A;00000000;0001;0;0;0;000FFFFF;0;0;0| 35| a mask of ones before zeros",
        "eth0;0100320A;00000000;0001;0;0;0;0000FFFF;0;0;0| 1| destination: has bits set beyond",
        "eth0;0000320;00000000;0001;0;0;0;0000FFFF;0;0;0| 6| a destination, 8 hexadecimal",
        "eth0;0000320G;00000000;0001;0;0;0;0000FFFF;0;0;0| 6| a destination, 8 hexadecimal",
        "eth0;0000320A;0000000000;0001;0;0;0;0000FFFF;0;0;0| 15| a gateway, 8 hexadecimal",
        "eth0;0000320A;00000000;1;0;0;0;0000FFFF;0;0;0| 24| route flags, 4 to 8",
        "eth0;0000320A;00000000;0001;0;0;4294967296;0000FFFF;0;0;0| 33| at most 4294967295",
        "eth0;0000320A;00000000;0001;0;0;-2147483649;0000FFFF;0;0;0| 34| at most 2147483648",
        "eth0;0000320A;00000000;0001;0;0;0;0000FFFF;0;0| 47| '\\t'",
        "eth0;0000320A;00000000;0001;0;0;0;0000FFFF;0;0;0;0| 49| the end of the line",
        "eth 0;0000320A;00000000;0001;0;0;0;0000FFFF;0;0;0| 1| has byte 0x20 at 3",
        "| 1| has 0 bytes",
      })
  void parse_badRow_isRefusedWhereItIs(
      @org.jspecify.annotations.Nullable String row, int column, String expected) {
    String text = LINUX_HEADER + (row == null ? "" : row.replace(';', '\t')) + "\n";

    assertRefused(file, Profile.LINUX_6_18, text, 2, column, expected.replace("\\t", "\t"));
  }

  @Test
  void parse_headerOfTheOtherSystem_isRefusedWhereItDiffers() {
    assertRefused(file, Profile.LINUX_6_18, GVISOR_HEADER, 1, 26, "the header of route");
    assertRefused(file, Profile.GVISOR, LINUX_HEADER, 1, 26, "the header of route");
  }

  @Test
  void parse_emptyInGvisor_isRefused() {
    assertRefused(file, Profile.GVISOR, "", 1, 1, "the header of route");
  }

  @ParameterizedTest
  @EnumSource
  void printedBy_header_tellsLinuxFromGvisor(Profile profile) {
    assertThat(file.printedBy(new NetFileText("route", bytes(header(profile)))))
        .contains(profile)
        .doesNotContainAnyElementsOf(
            profile.isLinux()
                ? List.of(Profile.GVISOR)
                : List.of(Profile.LINUX_6_18, Profile.LINUX_6_12, Profile.LINUX_6_1));
  }

  @Test
  void printedBy_otherText_isUnknown() {
    assertThat(file.printedBy(new NetFileText("route", bytes("")))).isEmpty();
  }
}
