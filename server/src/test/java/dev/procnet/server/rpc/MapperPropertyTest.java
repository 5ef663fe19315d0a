package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.DatagramSocket;
import dev.procnet.server.stack.DatagramSocket.Kind;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.NetlinkSocket;
import dev.procnet.server.stack.PacketSocket;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.SocketType;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import dev.procnet.server.stack.Unavailable;
import dev.procnet.server.stack.UnixSocket;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What the API says of a row is all there is to it: it can be made from that again. */
class MapperPropertyTest {

  private static final int TRIES = 300;
  private static final View VIEW = new View(TestSeeds.of(Profile.LINUX_6_18), Sight.FULL);

  @Property(tries = TRIES)
  void socket_throughTheApi_isTheSame(@ForAll long seed, @ForAll Profile profile) {
    Socket socket = Rows.valid(seed, rows -> rows.socket(profile));

    dev.procnet.v1.Socket proto = SocketMapper.toProto(socket, VIEW);

    NewSocket context = new NewSocket(profile, socket.id(), 77);
    assertThat(SocketMapper.toModel(proto, context, socket)).isEqualTo(socket);
  }

  @Property(tries = TRIES)
  void route_throughTheApi_isTheSame(@ForAll long seed, @ForAll Profile profile) {
    Route route = Rows.valid(seed, Rows::route);

    Route again = RouteMapper.toModel(RouteMapper.toProto(route, VIEW), profile);

    assertThat(again).isEqualTo(route);
  }

  @Property(tries = TRIES)
  void interface_throughTheApi_isTheSame(@ForAll long seed) {
    Interface row = Rows.valid(seed, Rows::device);

    assertThat(InterfaceMapper.toModel(InterfaceMapper.toProto(row, List.of(), VIEW), 99))
        .isEqualTo(row);
  }

  @Property(tries = TRIES)
  void address_throughTheApi_isTheSame(@ForAll long seed) {
    InterfaceAddress address = Rows.valid(seed, Rows::interfaceAddress);

    assertThat(InterfaceMapper.toModel(InterfaceMapper.toProto(address))).isEqualTo(address);
  }

  @Property(tries = TRIES)
  void neighbor_throughTheApi_isTheSame(@ForAll long seed) {
    Neighbor neighbor = Rows.valid(seed, Rows::neighbor);

    assertThat(NeighborMapper.toModel(NeighborMapper.toProto(neighbor, VIEW))).isEqualTo(neighbor);
  }

  @Property(tries = TRIES)
  void settings_throughTheApi_areTheSame(@ForAll long seed) {
    Settings settings = Rows.settings(new Random(seed));

    assertThat(SettingsMapper.merge(Settings.DEFAULT, SettingsMapper.toProto(settings)))
        .isEqualTo(settings);
  }

  /** Rows of any values that a row can have. */
  private static final class Rows {

    private final Random random;

    private Rows(Random random) {
      this.random = random;
    }

    /** The first that the model takes, of rows made from a seed. */
    static <T> T valid(long seed, Function<Rows, T> maker) {
      Rows rows = new Rows(new Random(seed));
      for (int i = 0; i < 1000; i++) {
        try {
          return maker.apply(rows);
        } catch (ProcnetException e) {
          // Some values do not go together: others are tried.
        }
      }
      throw new AssertionError("no valid row in a thousand");
    }

    Socket socket(Profile profile) {
      return switch (random.nextInt(5)) {
        case 0 -> tcp(profile);
        case 1 -> datagram();
        case 2 -> unix();
        case 3 -> netlink();
        default -> packet();
      };
    }

    private TcpSocket tcp(Profile profile) {
      boolean ipv6 = random.nextBoolean();
      TcpState state = any(TcpState.values());
      TcpSocket.Form form =
          profile.isLinux() && state == TcpState.TIME_WAIT
              ? TcpSocket.Form.MINI
              : any(TcpSocket.Form.values());
      boolean full = form == TcpSocket.Form.FULL;
      return new TcpSocket(
          id(),
          random.nextLong(),
          random.nextInt(),
          random.nextInt(),
          random.nextBoolean(),
          1 + random.nextInt(9),
          address(ipv6),
          port(),
          address(ipv6),
          port(),
          state,
          form,
          full ? random.nextInt() : 0,
          full ? random.nextInt() : 0,
          timer(form),
          random.nextLong(),
          random.nextInt(),
          full ? random.nextInt() : 0,
          random.nextLong(),
          random.nextLong(),
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          random.nextInt());
    }

    /** Whatever is no whole socket is held by one timer alone. */
    private TcpTimer timer(TcpSocket.Form form) {
      return switch (form) {
        case FULL -> any(TcpTimer.values());
        case REQUEST -> TcpTimer.RETRANSMIT;
        case MINI -> TcpTimer.TIME_WAIT;
      };
    }

    private DatagramSocket datagram() {
      Kind kind = any(Kind.values());
      boolean ipv6 = random.nextBoolean();
      TcpState state = any(TcpState.ESTABLISHED, TcpState.CLOSE, TcpState.NONE);
      boolean initial = state == TcpState.NONE;
      IpAddress remote = address(ipv6);
      return new DatagramSocket(
          id(),
          random.nextLong(),
          random.nextInt(),
          random.nextInt(),
          random.nextBoolean(),
          1 + random.nextInt(9),
          kind,
          address(ipv6),
          port(),
          initial ? remote.unspecified() : remote,
          initial || kind == Kind.RAW ? 0 : port(),
          state,
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          random.nextInt());
    }

    private UnixSocket unix() {
      return new UnixSocket(
          id(),
          random.nextLong(),
          random.nextInt(),
          random.nextInt(),
          random.nextBoolean(),
          1 + random.nextInt(9),
          any(SocketType.values()),
          any(UnixSocket.State.values()),
          random.nextBoolean(),
          random.nextBoolean() ? null : bytes(1 + random.nextInt(UnixSocket.MAX_PATH)));
    }

    private NetlinkSocket netlink() {
      return new NetlinkSocket(
          id(),
          random.nextLong(),
          random.nextInt(),
          random.nextInt(),
          random.nextBoolean(),
          1 + random.nextInt(9),
          random.nextInt(32),
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          random.nextBoolean(),
          random.nextInt());
    }

    private PacketSocket packet() {
      return new PacketSocket(
          id(),
          random.nextLong(),
          random.nextInt(),
          random.nextInt(),
          random.nextBoolean(),
          1 + random.nextInt(9),
          any(SocketType.values()),
          random.nextInt(0x10000),
          random.nextInt(Integer.MAX_VALUE),
          random.nextBoolean(),
          random.nextInt());
    }

    Route route() {
      boolean ipv6 = random.nextBoolean();
      int length = random.nextInt(ipv6 ? 129 : 33);
      int sourceLength = ipv6 && random.nextBoolean() ? random.nextInt(129) : 0;
      return new Route(
          id(),
          prefix(address(ipv6), length),
          length,
          prefix(address(ipv6), sourceLength),
          sourceLength,
          address(ipv6),
          random.nextInt(Integer.MAX_VALUE),
          random.nextInt(),
          random.nextInt(),
          any(Route.Type.values()),
          ipv6 ? 0 : random.nextInt(256),
          1 + random.nextInt(1000),
          random.nextInt(256),
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          random.nextInt(),
          0);
    }

    Interface device() {
      @Nullable Unavailable unavailable =
          random.nextBoolean() ? null : new Unavailable(random.nextBoolean(), "broken");
      return new Interface(
          1 + random.nextInt(Integer.MAX_VALUE),
          new InterfaceName(bytes(1 + random.nextInt(15))),
          random.nextInt(0x10000),
          bytes(random.nextInt(33)),
          random.nextInt(),
          random.nextInt(),
          InterfaceStatistics.of(
              IntStream.range(0, 16).mapToLong(column -> random.nextLong()).toArray()),
          unavailable,
          0);
    }

    InterfaceAddress interfaceAddress() {
      IpAddress address = address(random.nextBoolean());
      return new InterfaceAddress(
          1 + random.nextInt(Integer.MAX_VALUE),
          address,
          random.nextInt(address.width() + 1),
          random.nextInt(256),
          random.nextInt(256));
    }

    Neighbor neighbor() {
      boolean proxy = random.nextBoolean();
      return new Neighbor(
          random.nextInt(Integer.MAX_VALUE),
          address(random.nextBoolean()),
          bytes(random.nextInt(33)),
          proxy ? Neighbor.State.PERMANENT : any(Neighbor.State.values()),
          proxy,
          random.nextInt(0x10000),
          0);
    }

    static Settings settings(Random random) {
      return new Settings(
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean(),
          new Settings.PacketScheduler(
              random.nextInt(), random.nextInt(), random.nextInt(), random.nextInt()),
          random.nextBoolean(),
          List.of(Settings.VlanNames.values()).get(random.nextInt(4)));
    }

    private long id() {
      return 1L + random.nextInt(1000);
    }

    private int port() {
      return random.nextInt(0x10000);
    }

    /** Often a special one. */
    private IpAddress address(boolean ipv6) {
      Ipv4Address ipv4 =
          random.nextInt(4) == 0 ? Ipv4Address.UNSPECIFIED : new Ipv4Address(random.nextInt());
      if (!ipv6) {
        return ipv4;
      }
      return switch (random.nextInt(4)) {
        case 0 -> Ipv6Address.UNSPECIFIED;
        case 1 -> Ipv6Address.mapped(ipv4);
        case 2 -> new Ipv6Address(random.nextLong() & 0xFFFF, random.nextInt());
        default -> new Ipv6Address(random.nextLong(), random.nextLong());
      };
    }

    private static IpAddress prefix(IpAddress address, int length) {
      return switch (address) {
        case Ipv4Address(int bits) -> new Ipv4Address(bits & Ipv4Address.mask(length));
        case Ipv6Address(long high, long low) ->
            new Ipv6Address(
                high & mask(Math.min(64, length)), low & mask(Math.max(0, length - 64)));
      };
    }

    private static long mask(int length) {
      return length == 0 ? 0 : -1L << (64 - length);
    }

    private ByteString bytes(int count) {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return ByteString.copyFrom(bytes);
    }

    @SafeVarargs
    private final <T> T any(T... values) {
      return values[random.nextInt(values.length)];
    }
  }
}
