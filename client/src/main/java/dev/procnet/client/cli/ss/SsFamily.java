package dev.procnet.client.cli.ss;

import java.util.EnumSet;
import java.util.Set;

/** Address families, as {@code -f} names them. */
public enum SsFamily {
  /** IPv4. */
  INET,
  /** IPv6. */
  INET6,
  /** Unix domain. */
  UNIX,
  /** Packet. */
  LINK,
  /** Netlink. */
  NETLINK,
  /** VM sockets: a stack has none. */
  VSOCK,
  /** TIPC: a stack has none. */
  TIPC,
  /** XDP: a stack has none. */
  XDP;

  /** Tables that hold sockets of the family. */
  Set<SsTable> tables() {
    EnumSet<SsTable> tables = EnumSet.noneOf(SsTable.class);
    for (SsTable table : SsTable.values()) {
      if (table.families().contains(this)) {
        tables.add(table);
      }
    }
    return tables;
  }

  /** States that are shown where only the family is asked for. */
  int states() {
    return switch (this) {
      case LINK, NETLINK, XDP -> SsStates.CLOSE;
      case TIPC -> SsStates.ESTABLISHED | SsStates.LISTEN | SsStates.CLOSE;
      default -> SsStates.CONNECTED;
    };
  }
}
