package dev.procnet.client.cli.ss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import dev.procnet.client.cli.ss.SsCondition.Host;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads addresses and ports of a filter: {@code 10.0.0.0/8:443}, {@code [::1]}, {@code :http}. */
final class SsHostParser {

  private static final Map<String, SsFamily> SCHEMES =
      Map.of(
          "unix:", SsFamily.UNIX,
          "link:", SsFamily.LINK,
          "netlink:", SsFamily.NETLINK,
          "vsock:", SsFamily.VSOCK,
          "inet:", SsFamily.INET,
          "inet6:", SsFamily.INET6);

  private final Selection selection;
  private final SsNames names;
  private final SsDevices devices;

  /** An address as written, and its port. */
  private record Parts(String address, @Nullable String port) {}

  SsHostParser(Selection selection, SsNames names, SsDevices devices) {
    this.selection = selection;
    this.names = names;
    this.devices = devices;
  }

  /**
   * A condition. One of a family leaves no other family shown.
   *
   * @param port a port is written, with a colon or without
   * @throws SsException for what is neither address nor port
   */
  Host parse(String text, boolean port, boolean remote) {
    SsFamily family = selection.preferred();
    String rest = text;
    for (Map.Entry<String, SsFamily> scheme : SCHEMES.entrySet()) {
      if (text.startsWith(scheme.getKey())) {
        family = scheme.getValue();
        rest = text.substring(scheme.getKey().length());
      }
    }
    Host host = parse(rest, port, remote, family);
    if (family != null) {
      selection.only(family);
    }
    return host;
  }

  private Host parse(String text, boolean port, boolean remote, @Nullable SsFamily family) {
    if (family == SsFamily.UNIX) {
      String name = new String(text.getBytes(UTF_8), ISO_8859_1);
      return new Host(remote, family, null, List.of(), name, null);
    }
    if (family == SsFamily.LINK || family == SsFamily.NETLINK) {
      return numbered(port ? new Parts("", port(text)) : firstColon(text), remote, family);
    }
    Parts parts = port ? new Parts("", port(text)) : inetParts(text);
    Integer number = isAny(parts.port) ? null : inetPort(String.valueOf(parts.port));
    List<SsPrefix> prefixes =
        parts.address.isEmpty() || parts.address.startsWith("*")
            ? List.of()
            : prefixes(parts.address, family);
    return new Host(remote, family == null ? SsFamily.INET : family, number, prefixes, null, null);
  }

  /** Of a packet socket protocol and interface, of a netlink socket protocol and port id. */
  private Host numbered(Parts parts, boolean remote, SsFamily family) {
    boolean link = family == SsFamily.LINK;
    Integer port = null;
    if (!isAny(parts.port)) {
      String text = String.valueOf(parts.port);
      OptionalInt number = CNumbers.parseInt(text);
      if (number.isEmpty()) {
        number = link ? devices.index(text) : kernel(text);
      }
      port = number.orElseThrow(() -> wrong(text, link ? "an interface" : "a port id"));
    }
    Integer protocol = null;
    if (!parts.address.isEmpty() && !parts.address.equals("*")) {
      OptionalInt number =
          link ? SsProtocols.etherType(parts.address) : SsProtocols.netlink(parts.address);
      protocol = number.orElseThrow(() -> wrong(parts.address, "a protocol"));
    }
    return new Host(remote, family, port, List.of(), null, protocol);
  }

  private static OptionalInt kernel(String text) {
    return text.equals("kernel") ? OptionalInt.of(0) : OptionalInt.empty();
  }

  private static boolean isAny(@Nullable String port) {
    return port == null || port.isEmpty() || port.startsWith("*");
  }

  private static String port(String text) {
    return text.startsWith(":") ? text.substring(1) : text;
  }

  private static Parts firstColon(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Parts(text, null)
        : new Parts(text.substring(0, colon), text.substring(colon + 1));
  }

  /** An IPv6 address with a port stands in brackets; behind a prefix length there is no doubt. */
  private static Parts inetParts(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0) {
        throw wrong(text, "a closing bracket");
      }
      return new Parts(text.substring(1, end), port(text.substring(end + 1)));
    }
    if (text.startsWith("*")) {
      return new Parts("*", port(text.substring(1)));
    }
    int slash = text.indexOf('/');
    int colon = text.lastIndexOf(':');
    return colon < Math.max(slash, 0)
        ? new Parts(text, null)
        : new Parts(text.substring(0, colon), text.substring(colon + 1));
  }

  private int inetPort(String text) {
    OptionalInt number = CNumbers.parseInt(text);
    if (number.isPresent()) {
      return number.getAsInt();
    }
    OptionalInt udp =
        selection.tables().contains(SsTable.UDP) ? names.port(text, "udp") : OptionalInt.empty();
    OptionalInt tcp =
        selection.tables().contains(SsTable.TCP) ? names.port(text, "tcp") : OptionalInt.empty();
    if (udp.isPresent() && tcp.isPresent() && udp.getAsInt() != tcp.getAsInt()) {
      throw new SsException(
          "port '" + text + "' is one of TCP and another of UDP: name the number");
    }
    return udp.isPresent() ? udp.getAsInt() : tcp.orElseThrow(() -> wrong(text, "a port"));
  }

  private static List<SsPrefix> prefixes(String text, @Nullable SsFamily family) {
    if (List.of("any", "all", "default").contains(text)) {
      return List.of();
    }
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean ipv6 = address.contains(":");
    byte[] bytes = ipv6 ? ipv6(address) : ipv4(address);
    boolean refused = family == (ipv6 ? SsFamily.INET : SsFamily.INET6);
    if (bytes.length == 0 || refused) {
      return hosts(text, family);
    }
    int most = ipv6 ? 128 : 32;
    int length = slash < 0 ? most : length(text.substring(slash + 1), most);
    return length == 0 ? List.of() : List.of(new SsPrefix(bytes, length, !ipv6));
  }

  private static byte[] ipv6(String text) {
    boolean valid = InetAddresses.isInetAddress(text) && !text.contains("%");
    return valid ? SsAddress.parse(text, true) : new byte[0];
  }

  /** Up to four numbers in C's forms; those that are missing are zero. */
  private static byte[] ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    byte[] bytes = new byte[SsAddress.SIZE];
    for (int i = 0; i < parts.length; i++) {
      OptionalInt part = CNumbers.parseInt(parts[i]);
      if (i > 3 || part.isEmpty() || part.getAsInt() >> 8 != 0) {
        return new byte[0];
      }
      bytes[i] = (byte) part.getAsInt();
    }
    return bytes;
  }

  private static int length(String text, int most) {
    byte[] mask = text.contains(".") ? ipv4(text) : new byte[0];
    if (mask.length > 0) {
      int bits = Ints.fromByteArray(mask);
      int ones = Integer.numberOfLeadingZeros(~bits);
      if (ones == Integer.bitCount(bits)) {
        return ones;
      }
    }
    OptionalInt length = CNumbers.parseInt(text);
    if (length.isEmpty() || length.getAsInt() < 0 || length.getAsInt() > most) {
      throw wrong(text, "a prefix length of 0 to " + most);
    }
    return length.getAsInt();
  }

  private static List<SsPrefix> hosts(String name, @Nullable SsFamily family) {
    try {
      List<SsPrefix> prefixes =
          Stream.of(InetAddress.getAllByName(name))
              .filter(a -> isOf(a, family))
              .map(a -> of(a))
              .toList();
      if (!prefixes.isEmpty() && !name.contains(":")) {
        return prefixes;
      }
    } catch (UnknownHostException e) {
      // Said below, with what would be an address.
    }
    throw wrong(name, "an address, a prefix as 10.0.0.0/8 or [2001:db8::1]:443, or a host name");
  }

  private static boolean isOf(InetAddress address, @Nullable SsFamily family) {
    return family == null || family == SsFamily.INET6 == address instanceof Inet6Address;
  }

  private static SsPrefix of(InetAddress address) {
    boolean ipv6 = address instanceof Inet6Address;
    return new SsPrefix(SsAddress.of(address, ipv6), ipv6 ? 128 : 32, !ipv6);
  }

  private static SsException wrong(String text, String expected) {
    return new SsException("filter: '" + text + "': " + expected + " expected");
  }
}
