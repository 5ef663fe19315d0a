package dev.procnet.client.cli.ss;

import dev.procnet.v1.Socket;
import dev.procnet.v1.TcpForm;
import dev.procnet.v1.TcpSocket;
import java.io.IOException;

/** TCP sockets. */
final class SsTcpRows extends SsInetRows {

  /** The row of a request or of TIME_WAIT has no congestion columns: ss then assumes these. */
  private static final int ASSUMED_WINDOW = 2;

  /** A retransmission timeout of three seconds is the default of old: ss leaves it out. */
  private static final int DEFAULT_TIMEOUT = 300;

  private static final int RETRANSMIT_TIMER = 1;
  private static final String[] TIMERS = {"off", "on", "keepalive", "timewait", "persist"};

  SsTcpRows(Selection selection, SsOptions options, SsNames names, SsColumns columns) {
    super(selection, options, names, columns, "tcp");
  }

  @Override
  Common common(Socket socket) {
    TcpSocket tcp = socket.getTcp();
    return new Common(
        tcp.getFamily(),
        tcp.getLocal(),
        tcp.getRemote(),
        tcp.getStateValue(),
        tcp.getRxQueue(),
        tcp.getTxQueue());
  }

  @Override
  public void print(Socket socket) throws IOException {
    super.print(socket);
    TcpSocket tcp = socket.getTcp();
    if (options().timers()) {
      timer(tcp);
    }
    if (options().details()) {
      more(socket.getUid() != 0, " uid:" + Integer.toUnsignedString(socket.getUid()));
      columns().more(" ino:" + Integer.toUnsignedString((int) socket.getInode()));
      // Pointers are redacted in every file.
      columns().more(" sk:0");
    }
    if (options().info()) {
      info(tcp);
    }
  }

  private void timer(TcpSocket tcp) {
    int timer = tcp.getTimerValue();
    if (timer != 0) {
      String name = timer < TIMERS.length ? TIMERS[timer] : "unknown";
      // In 32 bits, as ss counts.
      int millis = Integer.divideUnsigned((int) tcp.getTimerExpires() * 1000 + 99, 100);
      columns().more(" timer:(" + name + "," + CNumbers.time(millis) + "," + retries(tcp) + ")");
    }
  }

  private void info(TcpSocket tcp) {
    boolean full =
        tcp.getForm() != TcpForm.TCP_FORM_REQUEST && tcp.getForm() != TcpForm.TCP_FORM_MINI;
    int timeout = full ? (int) tcp.getRetransmitTimeout() : 0;
    int ack = full ? (int) tcp.getAckTimeout() : 0;
    int quick = full ? tcp.getQuickAck() / 2 : 0;
    int window = full ? tcp.getCongestionWindow() : ASSUMED_WINDOW;
    int threshold = full ? tcp.getSlowStartThreshold() : -1;
    more(timeout != 0 && timeout != DEFAULT_TIMEOUT, " rto:" + CNumbers.hundredths(timeout));
    more(ack != 0, " ato:" + CNumbers.hundredths(ack));
    more(quick != 0, " qack:" + quick);
    more((quick & 1) != 0, " bidir");
    more(window != 0, " cwnd:" + Integer.toUnsignedString(window));
    more(threshold != 0 && threshold != -1, " ssthresh:" + threshold);
    more(retries(tcp) != 0, " retrans:" + Integer.toUnsignedString(retries(tcp)) + "/0");
    // The file does not tell it, and ss prints every value but 3.
    columns().more(" reordering:0");
  }

  private static int retries(TcpSocket tcp) {
    return tcp.getTimerValue() == RETRANSMIT_TIMER ? tcp.getRetransmits() : tcp.getProbes();
  }

  private void more(boolean wanted, String text) {
    if (wanted) {
      columns().more(text);
    }
  }
}
