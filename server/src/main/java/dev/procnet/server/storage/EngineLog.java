package dev.procnet.server.storage;

import org.rocksdb.InfoLogLevel;
import org.rocksdb.Logger;
import org.slf4j.LoggerFactory;

/** What the engine says, in the server's log: it keeps no log file of its own. */
final class EngineLog extends Logger {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(EngineLog.class);

  EngineLog() {
    super(InfoLogLevel.ERROR_LEVEL);
  }

  @Override
  protected void log(InfoLogLevel level, String message) {
    LOG.warn("{}", message.strip());
  }
}
