package dev.procnet.server.netfile;

import static dev.procnet.server.netfile.SocketFixtures.netlink;
import static dev.procnet.server.netfile.SocketFixtures.packet;
import static dev.procnet.server.netfile.SocketFixtures.parse;
import static dev.procnet.server.netfile.SocketFixtures.print;
import static dev.procnet.server.netfile.SocketFixtures.tcp;
import static dev.procnet.server.netfile.SocketFixtures.udp;
import static dev.procnet.server.netfile.SocketFixtures.unix;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.NetlinkSocket;
import dev.procnet.server.stack.PacketSocket;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import dev.procnet.server.stack.UnixSocket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is printed reads back as it was, and no bytes do harm. */
class SocketFilesPropertyTest {

  private static final List<NetFile> FILES =
      List.of(
          new TcpFile(),
          new Tcp6File(),
          new UdpFile(),
          new Udp6File(),
          new UdpLiteFile(),
          new UdpLite6File(),
          new RawFile(),
          new Raw6File(),
          new IcmpFile(),
          new Icmp6File(),
          new UnixFile(),
          new NetlinkFile(),
          new PacketFile());

  private static final Set<Section<?>> DATAGRAMS =
      Set.of(
          Section.UDP,
          Section.UDP6,
          Section.UDP_LITE,
          Section.UDP_LITE6,
          Section.RAW,
          Section.RAW6,
          Section.PING,
          Section.PING6);

  private static final List<TcpState> TCP_STATES =
      List.copyOf(EnumSet.complementOf(EnumSet.of(TcpState.NONE)));

  @Property(tries = 200)
  void parse_printedTcp_isTheSame(@ForAll Profile profile, @ForAll Random random) {
    assertReadsBack(
        new TcpFile(), Section.TCP, profile, random, id -> tcpSocket(id, random, profile, false));
    assertReadsBack(
        new Tcp6File(), Section.TCP6, profile, random, id -> tcpSocket(id, random, profile, true));
  }

  @Property(tries = 200)
  void parse_printedUdp_isTheSame(@ForAll Profile profile, @ForAll Random random) {
    assertReadsBack(
        new UdpFile(), Section.UDP, profile, random, datagram(Kind.UDP, random, profile, false));
    assertReadsBack(
        new Udp6File(), Section.UDP6, profile, random, datagram(Kind.UDP, random, profile, true));
  }

  @Property(tries = 100)
  void parse_printedUdpLite_isTheSame(@ForAll Profile profile, @ForAll Random random) {
    assertReadsBack(
        new UdpLiteFile(),
        Section.UDP_LITE,
        profile,
        random,
        datagram(Kind.UDP_LITE, random, profile, false));
    assertReadsBack(
        new UdpLite6File(),
        Section.UDP_LITE6,
        profile,
        random,
        datagram(Kind.UDP_LITE, random, profile, true));
  }

  @Property(tries = 100)
  void parse_printedRaw_isTheSame(@ForAll Profile profile, @ForAll Random random) {
    assertReadsBack(
        new RawFile(), Section.RAW, profile, random, datagram(Kind.RAW, random, profile, false));
    assertReadsBack(
        new Raw6File(), Section.RAW6, profile, random, datagram(Kind.RAW, random, profile, true));
  }

  @Property(tries = 100)
  void parse_printedPing_isTheSame(@ForAll Profile profile, @ForAll Random random) {
    assertReadsBack(
        new IcmpFile(), Section.PING, profile, random, datagram(Kind.PING, random, profile, false));
    assertReadsBack(
        new Icmp6File(),
        Section.PING6,
        profile,
        random,
        datagram(Kind.PING, random, profile, true));
  }

  @Property(tries = 500)
  void parse_printedUnix_isTheSame(@ForAll Profile profile, @ForAll Random random) {
    assertReadsBack(
        new UnixFile(), Section.UNIX, profile, random, id -> unixSocket(id, random, profile));
  }

  @Property(tries = 200)
  void parse_printedNetlink_isTheSame(@ForAll Profile profile, @ForAll Random random) {
    assertReadsBack(
        new NetlinkFile(), Section.NETLINK, profile, random, id -> netlinkSocket(id, random));
  }

  @Property(tries = 200)
  void parse_printedPacket_isTheSame(@ForAll Profile profile, @ForAll Random random) {
    assertReadsBack(
        new PacketFile(), Section.PACKET, profile, random, id -> packetSocket(id, random));
  }

  @Property(tries = 300)
  void parse_anyBytes_failsAtAPlace(
      @ForAll("files") NetFile file, @ForAll Profile profile, @ForAll byte[] bytes) {
    assertHarmless(file, profile, ByteString.copyFrom(bytes));
  }

  @Property(tries = 300)
  void parse_anyBytesBehindTheHeader_failsAtAPlace(
      @ForAll("files") NetFile file, @ForAll Profile profile, @ForAll byte[] bytes) {
    String header = SocketFixtures.header(file, profile);
    assertHarmless(
        file, profile, ByteString.copyFrom(header, ISO_8859_1).concat(ByteString.copyFrom(bytes)));
  }

  @Property(tries = 1000)
  void parse_damagedFile_failsAtAPlace(
      @ForAll("files") NetFile file, @ForAll Profile profile, @ForAll Random random) {
    List<Socket> sockets = new ArrayList<>();
    for (int id = 1; id <= 3; id++) {
      sockets.add(tcpSocket(id, random, profile, false));
      sockets.add(tcpSocket(id, random, profile, true));
      for (Kind kind : Kind.values()) {
        sockets.add(datagram(kind, random, profile, false).apply(id));
        sockets.add(datagram(kind, random, profile, true).apply(id));
      }
      sockets.add(unixSocket(id, random, profile));
      sockets.add(netlinkSocket(id, random));
      sockets.add(packetSocket(id, random));
    }
    StringBuilder text = new StringBuilder(print(file, profile, Reader.ROOT, sockets));
    for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
      damage(text, random);
    }
    assertHarmless(file, profile, ByteString.copyFrom(text.toString(), ISO_8859_1));
  }

  @Provide
  Arbitrary<NetFile> files() {
    return Arbitraries.of(FILES);
  }

  private static void damage(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(20));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, (char) random.nextInt(256));
      case 2 -> text.replace(at, end, text.substring(0, Math.min(30, text.length())));
      default -> text.setLength(at);
    }
  }

  private static void assertHarmless(NetFile file, Profile profile, ByteString content) {
    NetFileText text = new NetFileText(file.name(), content);
    assertThat(file.printedBy(text)).isNotNull();
    text.moveTo(0);
    try {
      file.parse(text, new SnapshotBuilder(profile));
    } catch (NetFileException e) {
      assertThat(e.file()).isEqualTo(file.name());
      assertThat(e.line()).isBetween(1, 1 + (int) content.toString(ISO_8859_1).lines().count());
      assertThat(e.column()).isBetween(1, content.size() + 1);
    }
  }

  private static <T extends Socket> void assertReadsBack(
      NetFile file,
      Section<T> section,
      Profile profile,
      Random random,
      IntFunction<? extends T> socketOfId) {
    int count = random.nextInt(5);
    boolean descending = profile.isLinux() && DATAGRAMS.contains(section);
    List<T> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(socketOfId.apply(descending ? count - i : i + 1));
    }
    String printed = print(file, profile, Reader.ROOT, sockets);
    assertThat(parse(file, section, profile, printed)).isEqualTo(sockets);
  }

  private static TcpSocket tcpSocket(int id, Random random, Profile profile, boolean ipv6) {
    return tcp(
        t -> {
          t.id = id;
          t.inode = number(random);
          t.uid = (int) number(random);
          t.referenceCount = (int) number(random);
          t.local = address(random, ipv6);
          t.localPort = random.nextInt(65536);
          t.remote = address(random, ipv6);
          t.remotePort = random.nextInt(65536);
          t.state = oneOf(random, TCP_STATES);
          t.form = profile.isLinux() ? form(t.state, random) : Form.FULL;
          t.timer = oneOf(random, List.of(TcpTimer.values()));
          t.timerExpires = number(random);
          t.retransmits = (int) number(random);
          t.slot = profile.isLinux() ? 0 : (int) number(random);
          if (t.form == Form.FULL) {
            t.txQueue = (int) number(random);
            t.rxQueue = (int) number(random);
            t.probes = (int) number(random);
            t.retransmitTimeout = number(random);
            t.ackTimeout = number(random);
            t.quickAck = (int) number(random);
            t.congestionWindow = (int) number(random);
            t.slowStartThreshold = (int) number(random);
          } else {
            t.slowStartThreshold = 0;
          }
        });
  }

  private static Form form(TcpState state, Random random) {
    if (random.nextBoolean()) {
      return Form.FULL;
    }
    return switch (state) {
      case SYN_RECV -> Form.REQUEST;
      case TIME_WAIT, FIN_WAIT2 -> Form.MINI;
      default -> Form.FULL;
    };
  }

  private static IntFunction<DatagramSocket> datagram(
      Kind kind, Random random, Profile profile, boolean ipv6) {
    return id -> datagram(kind, id, random, profile, ipv6);
  }

  private static DatagramSocket datagram(
      Kind kind, int id, Random random, Profile profile, boolean ipv6) {
    List<TcpState> states = new ArrayList<>(List.of(TcpState.ESTABLISHED, TcpState.CLOSE));
    if (!profile.isLinux()) {
      states.add(TcpState.NONE);
    }
    return udp(
        u -> {
          u.id = id;
          u.kind = kind;
          u.inode = number(random);
          u.uid = (int) number(random);
          u.referenceCount = (int) number(random);
          u.local = address(random, ipv6);
          u.localPort = random.nextInt(65536);
          u.remote = address(random, ipv6);
          u.remotePort = kind == Kind.RAW ? 0 : random.nextInt(65536);
          u.state = oneOf(random, states);
          u.txQueue = (int) number(random);
          u.rxQueue = (int) number(random);
          u.drops = (int) number(random);
          u.slot = (int) number(random);
        });
  }

  private static UnixSocket unixSocket(int id, Random random, Profile profile) {
    List<SocketType> types = List.of(SocketType.STREAM, SocketType.DGRAM, SocketType.SEQPACKET);
    return unix(
        u -> {
          u.id = id;
          u.inode = number(random);
          u.referenceCount = (int) number(random);
          u.type = oneOf(random, types);
          u.state = oneOf(random, List.of(UnixSocket.State.values()));
          u.listening = random.nextBoolean();
          u.path = random.nextInt(4) == 0 ? null : name(random, profile);
        });
  }

  /** A name of bytes of which line ends and blanks are frequent. Linux prints no NUL behind. */
  private static String name(Random random, Profile profile) {
    StringBuilder name = new StringBuilder();
    for (int length = 1 + random.nextInt(UnixSocket.MAX_PATH); length > 0; length--) {
      char next = random.nextInt(3) == 0 ? "\n @0:".charAt(random.nextInt(5)) : 0;
      char any = next != 0 ? next : (char) random.nextInt(256);
      boolean first = name.isEmpty();
      boolean ambiguous = first ? any == '@' : any == 0 && profile.isLinux();
      name.append(ambiguous ? 'x' : any);
    }
    return name.toString();
  }

  private static NetlinkSocket netlinkSocket(int id, Random random) {
    return netlink(
        n -> {
          n.id = id;
          n.inode = number(random);
          n.referenceCount = (int) number(random);
          n.protocol = random.nextInt(32);
          n.portId = (int) number(random);
          n.groups = (int) number(random);
          n.rxQueue = (int) number(random);
          n.txQueue = (int) number(random);
          n.dumping = random.nextBoolean();
          n.drops = (int) number(random);
        });
  }

  private static PacketSocket packetSocket(int id, Random random) {
    List<SocketType> types = List.of(SocketType.DGRAM, SocketType.RAW, SocketType.PACKET);
    return packet(
        p -> {
          p.id = id;
          p.inode = number(random);
          p.uid = (int) number(random);
          p.referenceCount = (int) number(random);
          p.type = oneOf(random, types);
          p.protocol = random.nextInt(65536);
          p.interfaceIndex = random.nextInt(Integer.MAX_VALUE);
          p.running = random.nextBoolean();
          p.rxQueue = (int) number(random);
        });
  }

  private static IpAddress address(Random random, boolean ipv6) {
    return ipv6
        ? new Ipv6Address(number(random), number(random))
        : new Ipv4Address((int) number(random));
  }

  private static <T> T oneOf(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A number of any size: the small ones are as frequent as the large ones. */
  private static long number(Random random) {
    return random.nextLong() >>> random.nextInt(64);
  }
}
