package dev.procnet.server.stack;

import org.jspecify.annotations.Nullable;

/** Which timer of a TCP socket runs, the {@code tr} column. net/ipv4/tcp_ipv4.c get_tcp4_sock. */
public enum TcpTimer {
  NONE(0),
  RETRANSMIT(1),
  KEEPALIVE(2),
  TIME_WAIT(3),
  ZERO_WINDOW_PROBE(4);

  private static final TcpTimer[] VALUES = values();

  private final int number;

  TcpTimer(int number) {
    this.number = number;
  }

  /** The number that is printed. */
  public int number() {
    return number;
  }

  /** The timer of that number, or null. */
  public static @Nullable TcpTimer of(long number) {
    return number >= 0 && number < VALUES.length ? VALUES[(int) number] : null;
  }
}
