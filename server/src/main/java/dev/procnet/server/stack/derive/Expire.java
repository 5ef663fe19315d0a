package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Plan;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;

/**
 * The timer of a TCP socket fires. net/ipv4/tcp_timer.c tcp_retransmit_timer, tcp_write_timeout,
 * net/ipv4/inet_timewait_sock.c tw_timer_handler, net/ipv4/inet_connection_sock.c
 * reqsk_timer_handler.
 *
 * @param giveUp it was the last retransmission
 */
public record Expire(SocketKey socket, boolean giveUp) implements Derivation {

  @Override
  public long derive(Plan plan) {
    if (!(plan.require(socket) instanceof TcpSocket row)) {
      throw Refusals.refused(
          "EINVAL", "socket of " + socket + " is not of TCP, expected one that is");
    }
    Tcp tcp = new Tcp(plan);
    if (endsWithTimer(tcp, row)) {
      tcp.traffic().netstat("TcpExtTCPTimeouts", row.form() == Form.REQUEST ? 1 : 0);
      Incoming.dropRequest(tcp, row);
    } else if (row.timer() == TcpTimer.NONE) {
      throw Refusals.refused(
          "EINVAL", "no timer of socket " + row.id() + " runs in state " + row.state());
    } else if (giveUp) {
      giveUp(tcp, row);
    } else {
      fire(tcp, row);
    }
    tcp.traffic().flush();
    return 0;
  }

  /** gVisor has its one form for requests too. */
  private static boolean endsWithTimer(Tcp tcp, TcpSocket row) {
    boolean orphan = row.state() == TcpState.FIN_WAIT2 && row.inode() == 0;
    boolean request =
        row.form() == Form.REQUEST || (row.state() == TcpState.SYN_RECV && !tcp.isLinux());
    return row.state() == TcpState.TIME_WAIT || row.form() == Form.MINI || request || orphan;
  }

  private static void giveUp(Tcp tcp, TcpSocket row) {
    tcp.traffic().netstat("TcpExtTCPAbortOnTimeout", 1);
    tcp.traffic()
        .snmp(
            "TcpAttemptFails",
            row.state() == TcpState.SYN_SENT || row.state() == TcpState.SYN_RECV ? 1 : 0);
    tcp.remove(row);
  }

  /** A segment goes again and is lost again, or a probe is not answered. */
  private static void fire(Tcp tcp, TcpSocket row) {
    Path path = tcp.path(row, tcp.sockets().otherEnd(row));
    if (row.timer() != TcpTimer.RETRANSMIT) {
      tcp.lose(path, 1, Tcp.SEGMENT, 0);
      tcp.update(row, TcpRow::probed);
      return;
    }
    boolean syn = row.state() == TcpState.SYN_SENT;
    int header = path.ipHeader() + (syn ? Tcp.SYN : Tcp.SEGMENT);
    boolean control = syn || row.inode() == 0;
    int payload = control ? 0 : Math.min(row.txQueue(), path.mtu() - header);
    tcp.traffic().snmp("TcpRetransSegs", 1);
    tcp.traffic().netstat("TcpExtTCPTimeouts", 1);
    tcp.traffic().netstat("TcpExtTCPSynRetrans", syn ? 1 : 0);
    tcp.traffic().lose(path, 1, (long) header + payload);
    tcp.update(row, TcpRow::retransmitted);
  }
}
