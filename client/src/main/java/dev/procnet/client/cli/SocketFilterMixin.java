package dev.procnet.client.cli;

import com.google.protobuf.ByteString;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.SocketFilter;
import dev.procnet.v1.SocketKind;
import dev.procnet.v1.TcpState;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which sockets. Options of different names must all fit, of one name any. */
final class SocketFilterMixin {

  @Option(
      names = {"-t", "--tcp"},
      description = "TCP.")
  private boolean tcp;

  @Option(
      names = {"-u", "--udp"},
      description = "UDP.")
  private boolean udp;

  @Option(names = "--udplite", description = "UDP-Lite.")
  private boolean udpLite;

  @Option(
      names = {"-w", "--raw"},
      description = "Raw.")
  private boolean raw;

  @Option(names = "--ping", description = "Ping.")
  private boolean ping;

  @Option(
      names = {"-x", "--unix"},
      description = "Unix.")
  private boolean unix;

  @Option(names = "--netlink", description = "Netlink.")
  private boolean netlink;

  @Option(names = "--packet", description = "Packet.")
  private boolean packet;

  @Option(names = "-4", description = "IPv4.")
  private boolean ipv4;

  @Option(names = "-6", description = "IPv6.")
  private boolean ipv6;

  @Option(names = "--listening", description = "In state listen.")
  private boolean listening;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      converter = State.class,
      completionCandidates = StateWords.class,
      split = ",",
      description = "As established, time-wait. Repeatable.")
  private List<TcpState> states = List.of();

  @Option(
      names = "--local",
      paramLabel = "PREFIX",
      description = "Of the local address, as 10.0.0.0/8. Repeatable.")
  private List<String> local = List.of();

  @Option(
      names = "--remote",
      paramLabel = "PREFIX",
      description = "Of the remote address. Repeatable.")
  private List<String> remote = List.of();

  @Option(
      names = "--local-port",
      paramLabel = "N",
      converter = Unsigned.Of32.class,
      description = "Local port. Repeatable.")
  private List<Integer> localPorts = List.of();

  @Option(
      names = "--remote-port",
      paramLabel = "N",
      converter = Unsigned.Of32.class,
      description = "Remote port. Repeatable.")
  private List<Integer> remotePorts = List.of();

  @Option(
      names = "--uid",
      paramLabel = "N",
      converter = Unsigned.Of32.class,
      description = "Owner. Repeatable.")
  private List<Integer> uids = List.of();

  @Option(
      names = "--inode",
      paramLabel = "N",
      converter = Unsigned.Of64.class,
      description = "Inode. Repeatable.")
  private List<Long> inodes = List.of();

  @Option(
      names = "--unix-path",
      paramLabel = "NAME",
      converter = UnixPath.class,
      description = "Begin of a unix socket's name, as it is shown: /run/x, @abstract, \\x0a.")
  private @Nullable ByteString unixPath;

  SocketFilter value() {
    SocketFilter.Builder filter =
        SocketFilter.newBuilder()
            .addAllStates(states)
            .addAllLocalPrefixes(local)
            .addAllRemotePrefixes(remote)
            .addAllLocalPorts(localPorts)
            .addAllRemotePorts(remotePorts)
            .addAllUids(uids)
            .addAllInodes(inodes);
    kinds(filter);
    if (listening) {
      filter.addStates(TcpState.TCP_STATE_LISTEN);
    }
    if (unixPath != null) {
      filter.setUnixPathPrefix(unixPath);
    }
    return filter.build();
  }

  private void kinds(SocketFilter.Builder filter) {
    add(filter, tcp, SocketKind.SOCKET_KIND_TCP);
    add(filter, udp, SocketKind.SOCKET_KIND_UDP);
    add(filter, udpLite, SocketKind.SOCKET_KIND_UDP_LITE);
    add(filter, raw, SocketKind.SOCKET_KIND_RAW);
    add(filter, ping, SocketKind.SOCKET_KIND_PING);
    add(filter, unix, SocketKind.SOCKET_KIND_UNIX);
    add(filter, netlink, SocketKind.SOCKET_KIND_NETLINK);
    add(filter, packet, SocketKind.SOCKET_KIND_PACKET);
    if (ipv4) {
      filter.addFamilies(AddressFamily.ADDRESS_FAMILY_IPV4);
    }
    if (ipv6) {
      filter.addFamilies(AddressFamily.ADDRESS_FAMILY_IPV6);
    }
  }

  private static void add(SocketFilter.Builder filter, boolean wanted, SocketKind kind) {
    if (wanted) {
      filter.addKinds(kind);
    }
  }

  private static final class State implements ITypeConverter<TcpState> {
    @Override
    public TcpState convert(String text) {
      return Enums.parse(text, TcpState.TCP_STATE_UNSPECIFIED);
    }
  }

  private static final class StateWords implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Enums.words(TcpState.TCP_STATE_UNSPECIFIED).iterator();
    }
  }

  private static final class UnixPath implements ITypeConverter<ByteString> {
    @Override
    public ByteString convert(String text) {
      try {
        return Escape.unescapeUnixPath(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
