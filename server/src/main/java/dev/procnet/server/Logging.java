package dev.procnet.server;

import dev.procnet.server.config.LogConfig;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Makes the process log as it is told. Only for the process's own main, and before anything logs:
 * logback reads its configuration when the first logger is made, and once is all it should.
 */
final class Logging {

  private Logging() {}

  static void configure(LogConfig config) {
    System.setProperty("procnetd.log.format", config.format().label());
    System.setProperty("procnetd.log.level", config.level().label());
    // gRPC and the JDK's HTTP server log by java.util.logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
