package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Interface;
import org.jspecify.annotations.Nullable;

/**
 * The way that packets between two addresses go.
 *
 * @param device interface that they pass; null: the stack has none for them
 * @param loopback both ends are in this stack: what is sent is received
 * @param ipv6 by IPv6
 */
record Path(@Nullable Interface device, boolean loopback, boolean ipv6) {

  private static final int ETHERNET_HEADER = 14;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int DEFAULT_MTU = 1500;

  int ipHeader() {
    return ipv6 ? IPV6_HEADER : IPV4_HEADER;
  }

  /** Bytes that the interface counts beside those of IP; the loopback counts none. */
  int linkHeader() {
    return device != null && device.type() == Interface.TYPE_ETHERNET ? ETHERNET_HEADER : 0;
  }

  /** Bytes of the largest packet. */
  int mtu() {
    return device == null || device.mtu() <= 0 ? DEFAULT_MTU : device.mtu();
  }
}
