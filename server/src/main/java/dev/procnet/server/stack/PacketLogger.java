package dev.procnet.server.stack;

import com.google.common.base.CharMatcher;
import java.util.List;

/**
 * Who logs the packets of a protocol family: a row of {@code netfilter/nf_log}.
 * net/netfilter/nf_log.c seq_show.
 *
 * @param family NFPROTO_, 0 to 12. Key
 * @param active who does; empty: nobody
 * @param registered who could, at most two
 */
public record PacketLogger(int family, String active, List<String> registered) implements Entry {

  /** Highest family: 10 since Linux 6.1, 12 before. include/uapi/linux/netfilter.h. */
  public static final int MAX_FAMILY = 12;

  /** Loggers of a family, NF_LOG_TYPE_MAX. */
  private static final int MAX_REGISTERED = 2;

  /** Longest name, NFLOGGER_NAME_LEN. */
  private static final int MAX_NAME = 64;

  private static final CharMatcher SEPARATOR = CharMatcher.anyOf(",()");

  public PacketLogger {
    Checks.inRange("family", family, 0, MAX_FAMILY);
    registered = List.copyOf(registered);
    Checks.inRange("registered", registered.size(), 0, MAX_REGISTERED);
    registered.forEach(name -> checkName("registered", name));
    if (!active.isEmpty()) {
      checkName("active", active);
    }
  }

  private static void checkName(String field, String name) {
    Names.word(field, name, MAX_NAME);
    Checks.check(
        SEPARATOR.matchesNoneOf(name) && !name.equals("NONE"),
        field,
        "is '" + name + "', expected a name without comma and parentheses, not NONE");
  }

  @Override
  public Section<PacketLogger> section() {
    return Section.PACKET_LOGGERS;
  }

  @Override
  public Object key() {
    return family;
  }
}
