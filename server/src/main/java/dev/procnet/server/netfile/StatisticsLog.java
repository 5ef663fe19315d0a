package dev.procnet.server.netfile;

import dev.procnet.server.stack.Unavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log, once for each, which statistics can't be had: info for those that a stack does
 * not keep, a warning for any other reason. A read never fails for it.
 */
public final class StatisticsLog {

  private static final Logger LOG = LoggerFactory.getLogger(StatisticsLog.class);
  private static final int REMEMBERED = 4096;

  private final Map<Said, Boolean> said =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Said, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Said(String subject, Unavailable reason) {}

  /**
   * Says it, if it was not said before.
   *
   * @param subject what the statistics are of: "interface eth0", "snmp Tcp"
   */
  void unavailable(String subject, Unavailable reason) {
    synchronized (said) {
      if (said.put(new Said(subject, reason), true) != null) {
        return;
      }
    }
    if (reason.notSupported()) {
      String why = reason.message().isEmpty() ? "" : ": " + reason.message();
      LOG.info("statistics of {} are not supported{}", subject, why);
    } else {
      LOG.warn("statistics of {} can't be had: {}", subject, reason.message());
    }
  }
}
