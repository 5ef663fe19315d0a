package dev.procnet.server.stack;

import org.jspecify.annotations.Nullable;

/** State of a TCP connection. Numbers as in the kernel's include/net/tcp_states.h. */
public enum TcpState {
  /** 00: gVisor prints it for a UDP socket in its initial state; never TCP's. */
  NONE(0),
  ESTABLISHED(1),
  SYN_SENT(2),
  SYN_RECV(3),
  FIN_WAIT1(4),
  FIN_WAIT2(5),
  TIME_WAIT(6),
  CLOSE(7),
  CLOSE_WAIT(8),
  LAST_ACK(9),
  LISTEN(10),
  CLOSING(11);

  private static final TcpState[] VALUES = values();

  private final int number;

  TcpState(int number) {
    this.number = number;
  }

  /** The number that is printed. */
  public int number() {
    return number;
  }

  /** The state of that number, or null. */
  public static @Nullable TcpState of(long number) {
    return number >= 0 && number < VALUES.length ? VALUES[(int) number] : null;
  }
}
