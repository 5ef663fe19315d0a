package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * All timers of a stack's TCP sockets. Those that fire do so in the order of their times, those of
 * one time in the order of their sockets.
 */
final class TcpTimers {

  /** TCP_RTO_MAX, in ticks. */
  private static final long LONGEST_TIMEOUT = 12_000;

  private static final long TICKS_PER_SECOND = 100;

  /** Of a socket that nobody holds, where the sysctl says 0: net/ipv4/tcp_timer.c. */
  private static final long ORPHAN_RETRIES = 8;

  private final Plan plan;
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::socket));

  /** When the timer of a socket fires, in ticks from the beginning. */
  private record Due(long at, long socket) {}

  TcpTimers(Plan plan) {
    this.plan = plan;
  }

  void advance(long ticks) {
    for (Section<TcpSocket> section : List.of(Section.TCP, Section.TCP6)) {
      plan.table(section).forEach(row -> add(row, 0));
    }
    Map<Long, Long> left = new LinkedHashMap<>();
    for (Due due = queue.poll(); due != null; due = queue.poll()) {
      if (due.at() > ticks) {
        left.put(due.socket(), due.at() - ticks);
      } else {
        fire(due);
      }
    }
    left.forEach(this::set);
  }

  /** One that was captured as it fired, with no time left, fires a tick later. */
  private void add(@Nullable TcpSocket row, long now) {
    if (row != null && row.timer() != TcpTimer.NONE && row.timerExpires() >= 0) {
      queue.add(new Due(now + Math.max(1, row.timerExpires()), row.id()));
    }
  }

  private void fire(Due due) {
    TcpSocket row = find(due.socket());
    if (row == null || row.timer() == TcpTimer.NONE) {
      return;
    }
    boolean orphan = row.inode() == 0;
    if (row.timer() == TcpTimer.KEEPALIVE && !orphan) {
      // The other end answers, and all begins anew.
      update(row, row.timer(), number("ipv4/tcp_keepalive_time", 7200) * TICKS_PER_SECOND);
    } else {
      new Expire(key(row.id()), isLast(row, orphan)).derive(plan);
      probeAgain(find(due.socket()));
    }
    add(find(due.socket()), due.at());
  }

  /** A probe is sent again after twice the time. */
  private void probeAgain(@Nullable TcpSocket row) {
    if (row != null && row.timer() == TcpTimer.ZERO_WINDOW_PROBE) {
      long doubled = row.retransmitTimeout() << Math.min(row.probes(), 10);
      update(row, row.timer(), Math.clamp(doubled, 1, LONGEST_TIMEOUT));
    }
  }

  private boolean isLast(TcpSocket row, boolean orphan) {
    int tried = row.timer() == TcpTimer.RETRANSMIT ? row.retransmits() : row.probes();
    return Integer.toUnsignedLong(tried) >= tries(row, orphan);
  }

  private long tries(TcpSocket row, boolean orphan) {
    if (row.state() == TcpState.SYN_SENT) {
      return number("ipv4/tcp_syn_retries", 6);
    }
    if (row.state() == TcpState.SYN_RECV) {
      return number("ipv4/tcp_synack_retries", 5);
    }
    if (orphan) {
      long set = number("ipv4/tcp_orphan_retries", 0);
      return set == 0 ? ORPHAN_RETRIES : set;
    }
    return number("ipv4/tcp_retries2", 15);
  }

  private void set(long socket, long ticks) {
    TcpSocket row = find(socket);
    if (row != null && row.timer() != TcpTimer.NONE) {
      update(row, row.timer(), ticks);
    }
  }

  private void update(TcpSocket row, TcpTimer timer, long ticks) {
    new Tcp(plan).update(row, changed -> changed.timer(timer, ticks));
  }

  private long number(String sysctl, long otherwise) {
    return Sysctls.number(plan, sysctl, otherwise);
  }

  private @Nullable TcpSocket find(long id) {
    return plan.find(key(id)) instanceof TcpSocket row ? row : null;
  }

  private static SocketKey key(long id) {
    return new SocketKey(id, false);
  }
}
