package dev.procnet.server.oracle;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Addresses of sockets as the kernel takes them: struct sockaddr_in and its kin. */
final class Sockaddr {

  private Sockaddr() {}

  /** Of the address's own family; the port in host order. */
  static byte[] inet(String address, int port) {
    InetAddress parsed = InetAddresses.forString(address);
    return parsed instanceof Inet4Address
        ? start(16, Sock.INET).putShort(bigEndian(port)).put(parsed.getAddress()).array()
        : inet6(parsed.getAddress(), port, 0);
  }

  /** An IPv6 address of a link. */
  static byte[] inet6(String address, int port, int interfaceIndex) {
    return inet6(InetAddresses.forString(address).getAddress(), port, interfaceIndex);
  }

  /** An IPv4 address mapped into IPv6. */
  static byte[] mapped(String address, int port) {
    ByteBuffer bytes = ByteBuffer.allocate(16).position(10).putShort((short) -1);
    return inet6(bytes.put(InetAddresses.forString(address).getAddress()).array(), port, 0);
  }

  private static byte[] inet6(byte[] address, int port, int interfaceIndex) {
    return start(28, Sock.INET6)
        .putShort(bigEndian(port))
        .putInt(0)
        .put(address)
        .putInt(interfaceIndex)
        .array();
  }

  /** A unix name, Latin-1 for its bytes: a path, or an abstract one with its leading NUL. */
  static byte[] unix(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    return start(2 + bytes.length, Sock.UNIX).put(bytes).array();
  }

  /** A netlink port. */
  static byte[] netlink(int portId, int groups) {
    return start(12, Sock.NETLINK).putShort((short) 0).putInt(portId).putInt(groups).array();
  }

  /** A link; ethertype in host order. */
  static byte[] packet(int etherType, int interfaceIndex) {
    return start(20, Sock.PACKET).putShort(bigEndian(etherType)).putInt(interfaceIndex).array();
  }

  private static ByteBuffer start(int size, int family) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putShort((short) family);
  }

  private static short bigEndian(int value) {
    short number = (short) value;
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? number : Short.reverseBytes(number);
  }
}
