package dev.procnet.server.stack;

/**
 * What of a packet goes to a program. Numbers are NFULNL_COPY_ and NFQNL_COPY_ of
 * include/uapi/linux/netfilter.
 */
public enum PacketCopyMode {
  NONE(0),
  META(1),
  PACKET(2);

  private final int number;

  PacketCopyMode(int number) {
    this.number = number;
  }

  /** As printed. */
  public int number() {
    return number;
  }
}
