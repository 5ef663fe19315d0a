package dev.procnet.server;

import dev.procnet.server.config.ListenAddress;
import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/**
 * {@code procnetd} inside another process, found by {@link ToolProvider#findFirst}: for tests,
 * which then need no server to be compiled. Serves until its thread is interrupted. Once it serves
 * it prints a line of {@code grpc=ADDR} for each listener, and {@code web=ADDR}, as the port file
 * has them. Logging is left as it is. Exit codes: as the process has.
 */
public final class ProcnetdTool implements ToolProvider {

  private static final int OK = 0;
  private static final int USAGE = 2;

  @Override
  public String name() {
    return "procnetd";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... flags) {
    try (Daemon daemon = ProcnetServer.start(flags)) {
      for (ListenAddress address : daemon.grpcAddresses()) {
        out.println("grpc=" + address);
      }
      daemon.webAddress().ifPresent(address -> out.println("web=" + address));
      out.flush();
      daemon.awaitStopped();
    } catch (StartException e) {
      e.problems().forEach(problem -> err.println("procnetd: " + problem));
      return USAGE;
    } catch (InterruptedException e) {
      // As it is told to stop. The flag stays for the thread's owner.
      Thread.currentThread().interrupt();
    }
    return OK;
  }
}
