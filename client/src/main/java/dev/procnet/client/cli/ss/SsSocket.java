package dev.procnet.client.cli.ss;

import org.jspecify.annotations.Nullable;

/**
 * What {@code ss} knows of a socket when it filters. Of a kind that has no address, port or name,
 * they are zero or null.
 *
 * @param family decides which conditions can hold
 * @param local 16 bytes
 * @param remote 16 bytes
 * @param localPort port; of packet sockets the interface's index, of netlink sockets the port id
 * @param remotePort port; of netlink sockets -1
 * @param device index of the interface that a packet socket is bound to
 * @param name of a unix socket, a byte each character; null: none
 * @param protocol ethertype of a packet socket, protocol of a netlink socket
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and made for every socket
record SsSocket(
    SsFamily family,
    byte[] local,
    byte[] remote,
    int localPort,
    int remotePort,
    int device,
    @Nullable String name,
    int protocol) {

  static SsSocket inet(boolean ipv6, byte[] local, int localPort, byte[] remote, int remotePort) {
    SsFamily family = ipv6 ? SsFamily.INET6 : SsFamily.INET;
    return new SsSocket(family, local, remote, localPort, remotePort, 0, null, 0);
  }

  static SsSocket unix(@Nullable String name) {
    return new SsSocket(SsFamily.UNIX, memory(0), memory(0), 0, 0, 0, name, 0);
  }

  static SsSocket packet(int protocol, int device) {
    return new SsSocket(
        SsFamily.LINK, memory(protocol), memory(0), device, 0, device, null, protocol);
  }

  static SsSocket netlink(int protocol, int portId) {
    return new SsSocket(
        SsFamily.NETLINK, memory(protocol), memory(0), portId, -1, 0, null, protocol);
  }

  /** Where an address would be, ss has the protocol, as a number of this machine. */
  private static byte[] memory(int protocol) {
    byte[] memory = new byte[SsAddress.SIZE];
    memory[0] = (byte) protocol;
    memory[1] = (byte) (protocol >> 8);
    return memory;
  }
}
