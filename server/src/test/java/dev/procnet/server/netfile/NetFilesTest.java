package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.NetFileFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.CapturedFiles;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.PacketHandler;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Protocol;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Settings.PacketScheduler;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetFilesTest {

  private static final Set<String> IPV6_FILES = Set.of("if_inet6", "ipv6_route", "tcp6");

  private static final Set<String> FILES =
      Set.of(
          "arp",
          "dev",
          "if_inet6",
          "ipv6_route",
          "netstat",
          "protocols",
          "psched",
          "ptype",
          "route",
          "snmp",
          "tcp",
          "tcp6");

  private static final ByteString NO_LINK_ADDRESS = ByteString.copyFrom(new byte[6]);

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final Snapshot seed = new Seeds(new TreeImporter(netFiles)).of(Profile.LINUX_6_18);

  private List<String> names(Snapshot state) {
    return netFiles.list(state).stream().map(NetFiles.Entry::name).toList();
  }

  private static Snapshot stack(boolean network, boolean ipv6, Map<String, ByteString> opaque) {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.settings(settings -> settings.withFiles(network, ipv6));
    return builder.build().with(new CapturedFiles(opaque, Set.of("route"), false));
  }

  @Test
  void list_files_areInTheOrderOfTheDirectory() {
    Map<String, ByteString> opaque =
        Map.of(
            "a", ByteString.EMPTY,
            "zz", ByteString.EMPTY,
            "zz_longer_than_any_of_linux/lo", ByteString.EMPTY,
            "raw", ByteString.EMPTY,
            "é", ByteString.EMPTY);

    List<String> names = names(stack(true, true, opaque));

    assertThat(names).startsWith("a", "zz", "é", "arp", "dev", "pnp", "raw", "tcp");
    assertThat(names)
        .endsWith("zz_longer_than_any_of_linux/lo")
        .contains("raw")
        .doesNotContain("route");
    assertThat(names).isSortedAccordingTo(NetFiles.DIRECTORY_ORDER);
  }

  @Test
  void list_modelledFile_hasASummary() {
    assertThat(netFiles.list(seed)).allSatisfy(entry -> assertThat(entry.summary()).isNotBlank());
  }

  @Test
  void list_noIpv6_lacksItsFiles() {
    List<String> names = names(stack(true, false, Map.of()));

    assertThat(names).doesNotContainAnyElementsOf(IPV6_FILES).contains("tcp", "dev");
    assertThat(names(stack(true, true, Map.of()))).containsAll(IPV6_FILES);
  }

  @Test
  void list_noNetwork_isEmpty() {
    Snapshot state = stack(false, true, Map.of("raw", bytes("x")));

    assertThat(netFiles.list(state)).isEmpty();
    assertUnknown(state, "tcp", "");
    assertUnknown(state, "raw", "");
  }

  @ParameterizedTest
  @CsvSource({
    "tpc, tcp",
    "arpp, arp",
    "netsat, netstat",
    "if_inet, if_inet6",
    "ipv6_routes, ipv6_route",
    "psche, psched",
    "xyzzy, ''",
    "'', ''",
    "../dev, ''",
  })
  void get_unknownName_suggestsTheNearest(String name, String nearest) {
    assertUnknown(seed, name, nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"if_inet6", "ipv6_route", "tcp6", "route"})
  void get_fileThatIsNotThere_isUnknown(String name) {
    Snapshot state = stack(true, false, Map.of());

    ProcnetException unknown =
        catchThrowableOfType(ProcnetException.class, () -> netFiles.get(state, name));

    assertThat(unknown.reason()).isEqualTo(Reason.NET_FILE_UNKNOWN);
  }

  private void assertUnknown(Snapshot state, String name, String nearest) {
    ProcnetException unknown =
        catchThrowableOfType(ProcnetException.class, () -> netFiles.open(state, name, Reader.ROOT));

    assertThat(unknown).isNotNull();
    assertThat(unknown.reason()).isEqualTo(Reason.NET_FILE_UNKNOWN);
    assertThat(unknown.metadata()).containsEntry("name", name).containsEntry("suggestion", nearest);
    assertThat(unknown)
        .hasMessage(
            "no net file '"
                + name
                + "' in this stack"
                + (nearest.isEmpty() ? "" : ", did you mean '" + nearest + "'?"));
  }

  @Test
  void open_opaqueFile_isAsItWasCaptured() {
    ByteString content = bytes("\u0000\u00FF\n\n");

    Rows rows = netFiles.open(stack(true, true, Map.of("raw", content)), "raw", Reader.ROOT);

    assertThat(rows.readAll()).isEqualTo(content);
  }

  @Test
  void contentRevision_counters_changeTheirFilesOnly() {
    assertChanged(new Mutation.AddCounters("snmp", "Tcp", Map.of("InSegs", 1L)), "snmp", "netstat");
  }

  @Test
  void contentRevision_ipv6Address_changesIfInet6Only() {
    assertChanged(
        new Mutation.PutAddress(new InterfaceAddress(1, new Ipv6Address(0, 1), 128, 16, 128)),
        "if_inet6");
  }

  @Test
  void contentRevision_ipv6Route_changesIpv6RouteOnly() {
    Ipv6Address any = Ipv6Address.UNSPECIFIED;
    assertChanged(
        new Mutation.PutRoute(
            new Route(
                0, any, 0, any, 0, any, 1, 1, 0, Route.Type.UNICAST, 254, 0, 0, 0, 0, 1, 0, 0)),
        "ipv6_route");
  }

  @Test
  void contentRevision_neighbor_changesArpOnly() {
    Neighbor neighbor =
        new Neighbor(
            1,
            new Ipv4Address(1),
            NO_LINK_ADDRESS,
            Neighbor.State.STALE,
            false,
            Interface.TYPE_ETHERNET,
            0);
    assertChanged(new Mutation.PutNeighbor(neighbor, false), "arp");
  }

  @Test
  void contentRevision_interface_changesTheFilesThatNameIt() {
    assertChanged(
        new Mutation.AddInterfaceStatistics(1, InterfaceStatistics.ZERO),
        "arp",
        "dev",
        "if_inet6",
        "ipv6_route",
        "ptype",
        "route");
  }

  @Test
  void contentRevision_packetHandler_changesPtypeOnly() {
    assertChanged(
        new Mutation.AddPacketHandler(new PacketHandler(PacketHandler.ALL, 1, "packet_rcv")),
        "ptype");
  }

  @Test
  void contentRevision_protocol_changesProtocolsOnly() {
    assertChanged(
        new Mutation.PutProtocol(
            new Protocol("DCCP", 1, 0, -1, Protocol.Pressure.NO, 0, true, "kernel", List.of(true))),
        "protocols");
  }

  @Test
  void contentRevision_settings_changeAllFiles() {
    assertChanged(
        new Mutation.SetSettings(
            settings -> settings.with(new PacketScheduler(1000, 64, 1000000, 250))),
        FILES.toArray(String[]::new));
  }

  @Test
  void contentRevision_settingsThatStay_changeNoFile() {
    assertChanged(new Mutation.SetSettings(settings -> settings));
  }

  private void assertChanged(Mutation mutation, String... files) {
    Stack stack =
        new StackRegistry(HistoryLimits.DEFAULT, 1).create("test", Map.of(), seed, Instant.EPOCH);
    Batch batch = new Batch(RequestKey.NONE, List.of(), List.of(mutation), false);

    stack.apply(batch, Instant.EPOCH);
    Snapshot state = stack.snapshot();

    Set<String> changed = new TreeSet<>();
    for (NetFiles.Entry entry : netFiles.list(state)) {
      assertThat(entry.contentRevision()).isIn(1L, 2L);
      if (entry.contentRevision() == 2 && FILES.contains(entry.name())) {
        changed.add(entry.name());
      }
    }
    assertThat(changed).containsExactlyInAnyOrder(files);
  }
}
