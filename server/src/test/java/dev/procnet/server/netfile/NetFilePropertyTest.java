package dev.procnet.server.netfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.PacketHandler;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Protocol;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Settings.PacketScheduler;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ListArbitrary;
import net.jqwik.api.constraints.Size;

/** What is printed parses to what it was printed from; what is not is refused in good order. */
class NetFilePropertyTest {

  private static final Profile[] LINUX = {Profile.LINUX_6_18, Profile.LINUX_6_1};
  private static final String[] DEVICES = {"lo", "eth0", "fifteen-chars-x"};

  private final StatisticsLog log = new StatisticsLog();
  private final NetFiles netFiles = new NetFiles(log);
  private final TreeImporter importer = new TreeImporter(netFiles);

  /** Prints rows and parses them back, between interfaces of the same indexes. */
  private static <T> List<T> roundTrip(
      NetFile file, Profile profile, Section<T> section, List<T> rows) {
    SnapshotBuilder from = NetFileFixture.withInterfaces(profile, DEVICES);
    from.settings(Settings::withIpv4Routing);
    rows.forEach(row -> from.add(section, row));
    ByteString text = file.open(from.build(), Reader.ROOT).readAll();
    SnapshotBuilder into = NetFileFixture.withInterfaces(profile, DEVICES);

    file.parse(new NetFileText(file.name(), text), into);

    Snapshot parsed = into.build();
    assertThat(file.open(parsed, Reader.ROOT).readAll()).isEqualTo(text);
    List<T> back = new ArrayList<>();
    parsed.table(section).forEach(back::add);
    return back;
  }

  @Property(tries = 200)
  void addresses_comeBack(@ForAll("addresses") List<InterfaceAddress> rows) {
    for (Profile profile : Profile.values()) {
      assertThat(roundTrip(new IfInet6File(), profile, Section.ADDRESSES, rows)).isEqualTo(rows);
    }
  }

  @Provide
  Arbitrary<List<InterfaceAddress>> addresses() {
    Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
    return Combinators.combine(
            device(1), ipv6(), Arbitraries.integers().between(0, 128), octet, octet)
        .as(InterfaceAddress::new)
        .list()
        .uniqueElements(row -> List.of(row.interfaceIndex(), row.address()))
        .ofMaxSize(20);
  }

  @Property(tries = 200)
  void interfaces_comeBack(@ForAll("interfaces") Map<InterfaceName, InterfaceStatistics> rows) {
    DevFile file = new DevFile(log);
    SnapshotBuilder from = new SnapshotBuilder(Profile.LINUX_6_18);
    rows.forEach(from::addInterface);
    Snapshot state = from.build();
    SnapshotBuilder into = new SnapshotBuilder(Profile.LINUX_6_18);

    file.parse(new NetFileText("dev", file.open(state, Reader.ROOT).readAll()), into);

    assertThat(into.build().table(Section.INTERFACES))
        .containsExactlyElementsOf(state.table(Section.INTERFACES));
  }

  @Provide
  Arbitrary<Map<InterfaceName, InterfaceStatistics>> interfaces() {
    Arbitrary<InterfaceStatistics> statistics =
        Arbitraries.longs().array(long[].class).ofSize(16).map(InterfaceStatistics::of);
    return Arbitraries.maps(interfaceNames(), statistics).ofMaxSize(8);
  }

  /** Any bytes that the kernel takes. */
  private static Arbitrary<InterfaceName> interfaceNames() {
    return Arbitraries.integers()
        .between(1, 255)
        .filter(b -> b != '/' && b != ':' && b != ' ' && b != 0xA0 && (b < 9 || b > 13))
        .map(Integer::byteValue)
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(15)
        .map(ByteString::copyFrom)
        .filter(name -> !name.toStringUtf8().equals(".") && !name.toStringUtf8().equals(".."))
        .map(InterfaceName::new);
  }

  @Property(tries = 200)
  void neighbors_comeBack(@ForAll("neighbors") List<Neighbor> rows) {
    for (Profile profile : Profile.values()) {
      assertThat(roundTrip(new ArpFile(), profile, Section.NEIGHBORS, rows)).isEqualTo(rows);
    }
  }

  @Provide
  Arbitrary<List<Neighbor>> neighbors() {
    Arbitrary<ByteString> octets =
        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(9).map(ByteString::copyFrom);
    Arbitrary<Neighbor.State> states =
        Arbitraries.of(
            Neighbor.State.REACHABLE, Neighbor.State.INCOMPLETE, Neighbor.State.PERMANENT);
    Arbitrary<Integer> types = Arbitraries.integers().between(0, 0xFFFF);
    Arbitrary<Neighbor> neighbors =
        Combinators.combine(device(1), ipv4(), octets, states, types)
            .as(
                (device, address, link, state, type) ->
                    new Neighbor(device, address, link, state, false, type, 0));
    Arbitrary<Neighbor> proxies =
        Combinators.combine(device(0), ipv4(), types)
            .as(
                (device, address, type) ->
                    new Neighbor(
                        device,
                        address,
                        ByteString.copyFrom(new byte[6]),
                        Neighbor.State.PERMANENT,
                        true,
                        device == 0 ? 0 : type,
                        0));
    return Arbitraries.oneOf(neighbors, proxies)
        .list()
        .uniqueElements(row -> List.of(row.interfaceIndex(), row.address(), row.proxy()))
        .ofMaxSize(20);
  }

  @Property(tries = 200)
  void ipv4Routes_comeBack(@ForAll("ipv4Routes") List<Route> rows) {
    List<Route> numbered = numbered(rows);
    for (Profile profile : LINUX) {
      assertThat(roundTrip(new RouteFile(), profile, Section.ROUTES, numbered))
          .extracting(row -> row.withTos(0))
          .isEqualTo(numbered);
    }
  }

  @Provide
  Arbitrary<List<Route>> ipv4Routes() {
    Arbitrary<Integer> any = Arbitraries.integers();
    return Combinators.combine(
            ipv4(),
            Arbitraries.integers().between(0, 32),
            ipv4(),
            device(0),
            any,
            any,
            any.list().ofSize(5))
        .as(
            (address, length, gateway, device, flags, metric, rest) ->
                new Route(
                    1,
                    new Ipv4Address(((Ipv4Address) address).bits() & Ipv4Address.mask(length)),
                    length,
                    Ipv4Address.UNSPECIFIED,
                    0,
                    gateway,
                    device,
                    flags,
                    metric,
                    (flags & Route.RTF_REJECT) != 0
                        ? Route.Type.UNREACHABLE
                        : device == 0 ? Route.Type.BLACKHOLE : Route.Type.UNICAST,
                    Route.TABLE_MAIN,
                    0,
                    rest.get(0),
                    rest.get(1),
                    rest.get(2),
                    rest.get(3),
                    rest.get(4),
                    0))
        .list()
        .ofMaxSize(20);
  }

  @Property(tries = 200)
  void ipv6Routes_comeBack(@ForAll("ipv6Routes") List<Route> rows) {
    List<Route> numbered = numbered(rows);
    for (Profile profile : Profile.values()) {
      assertThat(roundTrip(new Ipv6RouteFile(), profile, Section.ROUTES6, numbered))
          .extracting(row -> row.inTable(Route.TABLE_MAIN))
          .isEqualTo(numbered);
    }
  }

  @Provide
  Arbitrary<List<Route>> ipv6Routes() {
    Arbitrary<Integer> lengths = Arbitraries.integers().between(0, 128);
    Arbitrary<Integer> any = Arbitraries.integers();
    return Combinators.combine(
            ipv6(), lengths, ipv6(), lengths, ipv6(), device(0), any.list().ofSize(3))
        .as(
            (destination, length, source, sourceLength, gateway, device, rest) ->
                new Route(
                    1,
                    prefix(destination, length),
                    length,
                    prefix(source, sourceLength),
                    sourceLength,
                    gateway,
                    device,
                    Route.RTF_REJECT,
                    rest.get(0),
                    Route.Type.UNREACHABLE,
                    Route.TABLE_MAIN,
                    0,
                    0,
                    0,
                    0,
                    rest.get(1),
                    rest.get(2),
                    0))
        .list()
        .ofMaxSize(20);
  }

  private static Ipv6Address prefix(IpAddress address, int length) {
    Ipv6Address of = (Ipv6Address) address;
    long high = length == 0 ? 0 : -1L << (64 - Math.min(length, 64));
    long low = length <= 64 ? 0 : -1L << (128 - length);
    return new Ipv6Address(of.high() & high, of.low() & low);
  }

  /** With the ids that a parser gives. */
  private static List<Route> numbered(List<Route> rows) {
    List<Route> numbered = new ArrayList<>();
    for (Route row : rows) {
      numbered.add(row.with(numbered.size() + 1L, 0));
    }
    return numbered;
  }

  @Property(tries = 200)
  void counters_comeBack(@ForAll("counters") Map<String, Map<String, Long>> groups) {
    for (NetFile file : List.of(new SnmpFile(log), new NetstatFile(log))) {
      List<CounterGroup> rows = new ArrayList<>();
      groups.forEach(
          (name, values) -> {
            List<Counter> counters = new ArrayList<>();
            values.forEach((counter, value) -> counters.add(new Counter(counter, value)));
            rows.add(new CounterGroup(file.name(), name, counters, null, false));
          });
      for (Profile profile : Profile.values()) {
        assertThat(roundTrip(file, profile, Section.COUNTERS, rows)).isEqualTo(rows);
      }
    }
  }

  @Provide
  Arbitrary<Map<String, Map<String, Long>>> counters() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .excludeChars(':')
            .ofMinLength(1)
            .ofMaxLength(9);
    return Arbitraries.maps(
            names.filter(name -> !name.equals("Icmp") && !name.equals(CounterGroup.ICMP_MSG)),
            Arbitraries.maps(names, Arbitraries.longs()).ofMinSize(1).ofMaxSize(9))
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property(tries = 200)
  void icmpTypes_comeBack(@ForAll("icmpTypes") List<Counter> counters) {
    List<CounterGroup> rows =
        List.of(
            new CounterGroup("snmp", "Icmp", List.of(new Counter("InMsgs", 1)), null, false),
            new CounterGroup("snmp", CounterGroup.ICMP_MSG, counters, null, false));
    for (Profile profile : LINUX) {
      assertThat(roundTrip(new SnmpFile(log), profile, Section.COUNTERS, rows)).isEqualTo(rows);
    }
  }

  @Provide
  Arbitrary<List<Counter>> icmpTypes() {
    Arbitrary<Long> values = Arbitraries.longs().filter(value -> value != 0);
    return Arbitraries.maps(Arbitraries.integers().between(0, 511), values)
        .ofMaxSize(50)
        .map(
            byType ->
                byType.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> new Counter(icmpType(entry.getKey()), entry.getValue()))
                    .toList());
  }

  private static String icmpType(int index) {
    return index < 256 ? "InType" + index : "OutType" + (index - 256);
  }

  @Property(tries = 200)
  void protocols_comeBack(@ForAll("protocols") List<Function<Integer, Protocol>> rows) {
    for (Profile profile : Profile.values()) {
      int methods = profile.hasSendpage() ? 19 : 18;
      List<Protocol> fitting = rows.stream().map(row -> row.apply(methods)).toList();

      assertThat(roundTrip(new ProtocolsFile(), profile, Section.PROTOCOLS, fitting))
          .isEqualTo(fitting);
    }
  }

  @Provide
  Arbitrary<List<Function<Integer, Protocol>>> protocols() {
    Arbitrary<String> words =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(32);
    Arbitrary<Function<Integer, Protocol>> protocols =
        Combinators.combine(
                words,
                Arbitraries.integers().list().ofSize(3),
                Arbitraries.longs(),
                Arbitraries.of(Protocol.Pressure.class),
                Arbitraries.of(true, false).list().ofSize(20),
                words)
            .as(
                (name, numbers, memory, pressure, flags, module) ->
                    methods ->
                        new Protocol(
                            name,
                            numbers.get(0),
                            numbers.get(1),
                            memory,
                            pressure,
                            numbers.get(2),
                            flags.get(19),
                            module,
                            flags.subList(0, methods)));
    ListArbitrary<Function<Integer, Protocol>> list = protocols.list();
    return list.uniqueElements(row -> row.apply(18).name()).ofMaxSize(10);
  }

  @Property(tries = 200)
  void packetHandlers_comeBack(@ForAll("packetHandlers") List<PacketHandler> rows) {
    for (Profile profile : Profile.values()) {
      assertThat(roundTrip(new PtypeFile(), profile, Section.PACKET_HANDLERS, rows))
          .isEqualTo(rows);
    }
  }

  @Provide
  Arbitrary<List<PacketHandler>> packetHandlers() {
    Arbitrary<String> functions =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .ofMinLength(1)
            .ofMaxLength(128)
            .filter(text -> text.charAt(0) != ' ');
    return Combinators.combine(
            Arbitraries.integers().between(PacketHandler.ALL, 0xFFFF), device(0), functions)
        .as(PacketHandler::new)
        .list()
        .ofMaxSize(10);
  }

  @Property(tries = 200)
  void clock_comesBack(@ForAll int a, @ForAll int b, @ForAll int c, @ForAll int d) {
    Settings settings = Settings.DEFAULT.with(new PacketScheduler(a, b, c, d));

    List<Settings> back =
        roundTrip(new PschedFile(), Profile.LINUX_6_18, Section.SETTINGS, List.of(settings));

    assertThat(back)
        .extracting(Settings::packetScheduler)
        .containsExactly(settings.packetScheduler());
  }

  @Property(tries = 300)
  void arbitraryBytes_areRefusedByEachParserInGoodOrder(@ForAll @Size(max = 400) byte[] bytes) {
    ByteString content = ByteString.copyFrom(bytes);
    for (NetFile file : netFiles.modelled(Corpus.names())) {
      for (Profile profile : Profile.values()) {
        try {
          file.parse(new NetFileText(file.name(), content), new SnapshotBuilder(profile));
        } catch (NetFileException e) {
          assertThat(e.line()).isPositive();
          assertThat(e.column()).isPositive();
        }
      }
    }
  }

  /** Something in a good file is another byte, is missing or comes twice. */
  @Property(tries = 300)
  void spoiltFile_isRefusedOrComesBack(
      @ForAll("trees") String tree,
      @ForAll int file,
      @ForAll int place,
      @ForAll byte value,
      @ForAll("spoilers") Spoiler spoiler) {
    Map<String, ByteString> files = Corpus.tree(tree).files();
    List<String> names =
        netFiles.modelled(files.keySet()).stream().map(NetFile::name).sorted().toList();
    String name = names.get(Math.floorMod(file, names.size()));
    ByteString good = Objects.requireNonNull(files.get(name));
    int at = good.isEmpty() ? 0 : Math.floorMod(place, good.size());
    ByteString spoilt = spoiler.spoil(good, at, ByteString.copyFrom(new byte[] {value}));

    try {
      Snapshot state = importer.importTree(Map.of(name, spoilt), null).state();

      ByteString masked = Corpus.mask(name, netFiles.open(state, name, Reader.ROOT).readAll());
      assertThat(masked).isEqualTo(Corpus.mask(name, spoilt));
    } catch (ProcnetException e) {
      assertThat(e.metadata()).containsEntry("file", name);
    }
  }

  /** A way to spoil a file. */
  interface Spoiler {
    ByteString spoil(ByteString good, int at, ByteString value);
  }

  @Provide
  Arbitrary<Spoiler> spoilers() {
    return Arbitraries.of(
        (good, at, value) ->
            good.isEmpty()
                ? value
                : good.substring(0, at).concat(value).concat(good.substring(at + 1)),
        (good, at, value) -> good.substring(0, at).concat(value).concat(good.substring(at)),
        (good, at, value) -> good.substring(0, at),
        (good, at, value) -> good.substring(at),
        (good, at, value) -> good.concat(good.substring(at)));
  }

  @Provide
  Arbitrary<String> trees() {
    return Arbitraries.of(
        "linux-6.18/neigh", "linux-6.18/routes4", "linux-6.1/routes6", "gvisor/sandbox-full");
  }

  private static Arbitrary<Integer> device(int least) {
    return Arbitraries.integers().between(least, DEVICES.length);
  }

  private static Arbitrary<IpAddress> ipv4() {
    return Arbitraries.integers().map(Ipv4Address::new);
  }

  private static Arbitrary<IpAddress> ipv6() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Ipv6Address::new);
  }

  /** Interfaces of the fixture are those that the rows speak of. */
  @Property(tries = 1)
  void fixture_indexes_areThoseOfTheNames() {
    Snapshot state = NetFileFixture.withInterfaces(Profile.LINUX_6_18, DEVICES).build();

    assertThat(state.table(Section.INTERFACES))
        .extracting(Interface::index)
        .containsExactly(1, 2, 3);
  }
}
