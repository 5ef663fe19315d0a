package dev.procnet.server.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.CounterGroup.Counter;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.TcpSocket.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ComputedCountersTest {

  private static final Ipv6Address IPV6 = Ipv6Address.UNSPECIFIED;
  private static final Ipv4Address IPV4 = Ipv4Address.UNSPECIFIED;

  private final Stack stack = Samples.stack(seed(), HistoryLimits.DEFAULT);

  private static Snapshot seed() {
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_18);
    builder.add(Section.TCP, Samples.tcp(builder.takeIds(1), 1, TcpState.LISTEN, IPV4, 80));
    builder.add(Section.COUNTERS, group("sockstat", "sockets", new Counter("used", 3)));
    builder.add(
        Section.COUNTERS,
        group(
            "sockstat",
            "TCP",
            new Counter("inuse", 1),
            new Counter("orphan", 4),
            new Counter("tw", 0),
            new Counter("alloc", 9),
            new Counter("mem", 5)));
    for (String name : List.of("UDP", "UDPLITE", "RAW")) {
      builder.add(Section.COUNTERS, group("sockstat", name, new Counter("inuse", 0)));
    }
    for (String name : List.of("TCP6", "UDP6", "UDPLITE6", "RAW6")) {
      builder.add(Section.COUNTERS, group("sockstat6", name, new Counter("inuse", 0)));
    }
    builder.add(Section.COUNTERS, group("sockstat", "FRAG", new Counter("inuse", 2)));
    for (String name :
        List.of("TCP", "TCPv6", "UNIX", "UNIX-STREAM", "NETLINK", "PACKET", "PING")) {
      builder.add(Section.PROTOCOLS, protocol(name, name.equals("TCP") ? 1 : 0));
    }
    return builder.build();
  }

  private static CounterGroup group(String file, String name, Counter... counters) {
    return new CounterGroup(file, name, List.of(counters), null, false);
  }

  private static Protocol protocol(String name, int sockets) {
    return new Protocol(
        name, 1, sockets, -1, Protocol.Pressure.NO, 0, false, "kernel", List.of(true));
  }

  private static TcpSocket tcp(long id, TcpState state, Form form, long inode, IpAddress local) {
    TcpSocket full = Samples.tcp(id, inode, TcpState.ESTABLISHED, local, 1);
    return new TcpSocket(
        full.id(),
        inode,
        0,
        1,
        false,
        0,
        local,
        1,
        local,
        1,
        state,
        form,
        0,
        0,
        TcpTimer.NONE,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  private static DatagramSocket datagram(long id, Kind kind, IpAddress local) {
    return new DatagramSocket(
        id, id, 0, 2, false, 0, kind, local, 1, local, 0, TcpState.CLOSE, 0, 0, 0, 0);
  }

  private void open(Mutation.SocketFactory factory) {
    Samples.apply(stack, new Mutation.OpenSocket(factory));
  }

  private void openTcp(TcpState state, Form form, long inode, IpAddress local) {
    open(context -> tcp(context.id(), state, form, inode, local));
  }

  /** "TCP alloc". */
  private long shown(String name) {
    Snapshot state = stack.snapshot();
    String group = name.substring(0, name.indexOf(' '));
    String counter = name.substring(name.indexOf(' ') + 1);
    CounterGroup stored =
        Objects.requireNonNull(
            state.table(Section.COUNTERS).first(row -> row.name().equals(group)));
    CounterGroup shown = state.computed().shown(stored);
    return shown.counters().get(shown.indexOf(counter)).value();
  }

  private List<Long> shown(String... names) {
    return Arrays.stream(names).map(this::shown).toList();
  }

  private int sockets(String protocol) {
    Snapshot state = stack.snapshot();
    return state
        .computed()
        .shownSockets(
            Objects.requireNonNull(
                state.table(Section.PROTOCOLS).first(row -> row.name().equals(protocol))));
  }

  @Test
  void build_capturedValues_areShownAsTheyWere() {
    assertThat(shown("sockets used", "TCP inuse", "TCP orphan", "TCP tw", "TCP alloc", "TCP mem"))
        .containsExactly(3L, 1L, 4L, 0L, 9L, 5L);
    assertThat(shown("FRAG inuse")).isEqualTo(2);
    assertThat(sockets("TCP")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    // state, form, inode, used, inuse, orphan, tw, alloc
    "ESTABLISHED, FULL, 9, 4, 2, 4, 0, 10",
    // Not accepted yet.
    "ESTABLISHED, FULL, 0, 4, 2, 4, 0, 10",
    "CLOSE_WAIT, FULL, 0, 4, 2, 4, 0, 10",
    "FIN_WAIT1, FULL, 9, 4, 2, 4, 0, 10",
    "FIN_WAIT1, FULL, 0, 4, 2, 5, 0, 10",
    "LAST_ACK, FULL, 0, 4, 2, 5, 0, 10",
    "CLOSING, FULL, 0, 4, 2, 5, 0, 10",
    "FIN_WAIT2, FULL, 0, 4, 2, 5, 0, 10",
    "FIN_WAIT2, MINI, 0, 3, 1, 4, 1, 9",
    "TIME_WAIT, MINI, 0, 3, 1, 4, 1, 9",
    "SYN_RECV, REQUEST, 0, 3, 1, 4, 0, 9",
    // In no table of the kernel.
    "CLOSE, FULL, 9, 4, 1, 4, 0, 10",
  })
  void openSocket_ofTcp_countsAsTheKernelDoes(
      TcpState state,
      Form form,
      long inode,
      long used,
      long inuse,
      long orphan,
      long tw,
      long all) {
    openTcp(state, form, inode, IPV4);

    assertThat(shown("sockets used", "TCP inuse", "TCP orphan", "TCP tw", "TCP alloc"))
        .containsExactly(used, inuse, orphan, tw, all);
    assertThat(sockets("TCP")).isEqualTo((int) inuse);
  }

  @Test
  void openSocket_ofTcp6_countsInBothFiles() {
    openTcp(TcpState.ESTABLISHED, Form.FULL, 9, IPV6);
    openTcp(TcpState.TIME_WAIT, Form.MINI, 0, IPV6);

    assertThat(shown("TCP6 inuse", "TCP inuse", "TCP tw", "TCP alloc", "sockets used"))
        .containsExactly(1L, 1L, 1L, 10L, 4L);
    assertThat(sockets("TCPv6")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void openSocket_ofDatagrams_countsThatKind(Kind kind) {
    open(context -> datagram(context.id(), kind, IPV4));
    open(context -> datagram(context.id(), kind, IPV6));
    open(context -> datagram(context.id(), kind, IPV6));

    assertThat(shown("UDP inuse", "UDPLITE inuse", "RAW inuse"))
        .containsExactly(one(kind, Kind.UDP), one(kind, Kind.UDP_LITE), one(kind, Kind.RAW));
    assertThat(shown("UDP6 inuse", "UDPLITE6 inuse", "RAW6 inuse"))
        .containsExactly(
            2 * one(kind, Kind.UDP), 2 * one(kind, Kind.UDP_LITE), 2 * one(kind, Kind.RAW));
    assertThat(sockets("PING")).isEqualTo((int) one(kind, Kind.PING));
    assertThat(shown("sockets used")).isEqualTo(6);
  }

  private static long one(Kind kind, Kind wanted) {
    return kind == wanted ? 1 : 0;
  }

  @Test
  void openSocket_ofOtherKinds_countsProtocols() {
    open(context -> Samples.unix(context.id(), 70, "/a"));
    open(context -> netlink(context.id(), 0));
    open(context -> netlink(context.id(), 4711));
    open(
        context ->
            new PacketSocket(context.id(), 72, 0, 2, false, 0, SocketType.RAW, 3, 0, true, 0));

    assertThat(List.of("UNIX-STREAM", "UNIX", "NETLINK", "PACKET"))
        .extracting(this::sockets)
        .containsExactly(1, 0, 1, 1);
    assertThat(shown("sockets used")).isEqualTo(6);
  }

  private static NetlinkSocket netlink(long id, int portId) {
    return new NetlinkSocket(id, 71 + id, 0, 2, false, 0, 0, portId, 0, 0, 0, false, 0);
  }

  @Test
  void putEntry_ofSctp_countsItsSocketOnce() {
    Samples.apply(
        stack,
        new Mutation.PutProtocol(protocol("SCTP", 0)),
        new Mutation.PutProtocol(protocol("SCTPv6", 1)),
        new Mutation.PutEntry(endpoint(5, IPV4)),
        new Mutation.PutEntry(association(1, 5, IPV4)),
        new Mutation.PutEntry(association(2, 6, IPV6)),
        new Mutation.PutEntry(association(3, 0, IPV6)));

    assertThat(List.of("SCTP", "SCTPv6")).extracting(this::sockets).containsExactly(1, 2);
    assertThat(shown("sockets used")).isEqualTo(5);
  }

  private static SctpEndpoint endpoint(long inode, IpAddress local) {
    return new SctpEndpoint(inode, 0, SctpStyle.ONE_TO_MANY, TcpState.LISTEN, 0, 9, List.of(local));
  }

  private static SctpAssociation association(int id, long inode, IpAddress remote) {
    return new SctpAssociation(
        id,
        inode,
        0,
        SctpStyle.ONE_TO_MANY,
        TcpState.ESTABLISHED,
        SctpAssociation.State.ESTABLISHED,
        0,
        0,
        9,
        9,
        List.of(),
        List.of(
            new SctpAssociation.Transport(
                remote, true, true, 100, 5, SctpAssociation.TransportState.ACTIVE)),
        SctpAssociation.Limits.NONE,
        SctpAssociation.Memory.NONE);
  }

  @Test
  void closeSocket_takesItOut() {
    Samples.apply(stack, new Mutation.CloseSocket(Samples.id(1)));

    assertThat(shown("sockets used", "TCP inuse", "TCP alloc")).containsExactly(2L, 0L, 8L);
  }

  @Test
  void destroyingSocket_isNotCounted() {
    open(
        context ->
            new DatagramSocket(
                context.id(),
                8,
                0,
                2,
                true,
                0,
                Kind.UDP,
                IPV4,
                1,
                IPV4,
                0,
                TcpState.CLOSE,
                0,
                0,
                0,
                0));

    assertThat(shown("sockets used", "UDP inuse")).containsExactly(3L, 0L);
  }

  @Test
  void setCounters_computed_isWhatIsShownFromHereOn() {
    Samples.apply(
        stack, new Mutation.SetCounters("sockstat", "TCP", Map.of("inuse", 40L, "mem", 7L)));
    assertThat(shown("TCP inuse", "TCP mem", "TCP alloc")).containsExactly(40L, 7L, 9L);

    openTcp(TcpState.ESTABLISHED, Form.FULL, 9, IPV4);
    assertThat(shown("TCP inuse", "TCP mem", "TCP alloc")).containsExactly(41L, 7L, 10L);
  }

  @Test
  void addCounters_computed_addsToWhatIsCounted() {
    Samples.apply(stack, new Mutation.AddCounters("sockstat", "TCP", Map.of("inuse", 2L)));

    assertThat(shown("TCP inuse")).isEqualTo(3);
  }

  @Test
  void shown_belowZero_isZero() {
    Samples.apply(stack, new Mutation.SetCounters("sockstat", "TCP", Map.of("inuse", 0L)));
    Samples.apply(stack, new Mutation.CloseSocket(Samples.id(1)));

    assertThat(shown("TCP inuse")).isZero();
  }

  @Test
  void putProtocol_ofCountedSockets_isWhatIsShownFromHereOn() {
    Samples.apply(stack, new Mutation.PutProtocol(protocol("TCP", 30)));
    assertThat(sockets("TCP")).isEqualTo(30);
    assertThat(
            Samples.apply(stack, new Mutation.PutProtocol(protocol("TCP", 30)))
                .results()
                .getFirst()
                .changed())
        .isFalse();

    openTcp(TcpState.LISTEN, Form.FULL, 9, IPV4);
    assertThat(sockets("TCP")).isEqualTo(31);
  }
}
