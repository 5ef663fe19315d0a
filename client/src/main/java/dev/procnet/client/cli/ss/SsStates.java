package dev.procnet.client.cli.ss;

import dev.procnet.client.cli.input.Nearest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Sets of states: bit N stands for the kernel's state N. Bit 0 stands for what has none of them, as
 * a unix socket that no kernel made.
 */
public final class SsStates {

  static final int ALL = (1 << 12) - 1;
  static final int ESTABLISHED = 1 << 1;
  static final int SYN_SENT = 1 << 2;
  static final int SYN_RECV = 1 << 3;
  static final int TIME_WAIT = 1 << 6;
  static final int CLOSE = 1 << 7;
  static final int LISTEN = 1 << 10;

  /** Neither listening nor closed, nor one of the short forms of a connection. */
  static final int CONNECTED = ALL & ~(LISTEN | CLOSE | TIME_WAIT | SYN_RECV);

  private static final String[] NAMES = {
    "UNKNOWN",
    "ESTAB",
    "SYN-SENT",
    "SYN-RECV",
    "FIN-WAIT-1",
    "FIN-WAIT-2",
    "TIME-WAIT",
    "UNCONN",
    "CLOSE-WAIT",
    "LAST-ACK",
    "LISTEN",
    "CLOSING"
  };

  private static final Map<String, Integer> WORDS = words();

  private SsStates() {}

  /** The name of state N as the column has it. */
  static String name(int state) {
    return NAMES[state];
  }

  /** A set in which at most one state is. */
  static boolean isSingle(int states) {
    return (states & (states - 1)) == 0;
  }

  /**
   * What a word after {@code state} or {@code exclude} stands for.
   *
   * @throws SsException for any other word
   */
  static int parse(String word) {
    Integer states = WORDS.get(word.toLowerCase(Locale.ROOT));
    if (states == null) {
      throw new SsException(
          "'"
              + word
              + "' is no state: one of "
              + String.join(", ", WORDS.keySet())
              + " expected"
              + Nearest.hint(word, WORDS.keySet()));
    }
    return states;
  }

  private static Map<String, Integer> words() {
    Map<String, Integer> words = new LinkedHashMap<>();
    words.put("established", ESTABLISHED);
    words.put("syn-sent", SYN_SENT);
    words.put("syn-recv", SYN_RECV);
    words.put("syn-rcv", SYN_RECV);
    words.put("fin-wait-1", 1 << 4);
    words.put("fin-wait-2", 1 << 5);
    words.put("time-wait", TIME_WAIT);
    words.put("unconnected", CLOSE);
    words.put("close", CLOSE);
    words.put("closed", CLOSE);
    words.put("close-wait", 1 << 8);
    words.put("last-ack", 1 << 9);
    words.put("listening", LISTEN);
    words.put("closing", 1 << 11);
    words.put("unknown", 1);
    words.put("all", ALL);
    words.put("connected", ALL & ~(CLOSE | LISTEN));
    words.put("synchronized", ALL & ~(CLOSE | LISTEN | SYN_SENT));
    words.put("bucket", SYN_RECV | TIME_WAIT);
    words.put("big", ALL & ~(SYN_RECV | TIME_WAIT));
    return words;
  }
}
