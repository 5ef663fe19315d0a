package dev.procnet.client.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.spi.ToolProvider;

/**
 * A server in this process: the JDK's {@link ToolProvider} of the name {@code procnetd}, which
 * procnet-server offers. So the client needs no server to be compiled, and a test one on its class
 * path.
 */
final class ToolServer implements RunningServer {

  private static final String TOOL = "procnetd";

  private final Thread thread;
  private final String address;

  private ToolServer(Thread thread, String address) {
    this.thread = thread;
    this.address = address;
  }

  /**
   * Starts one and waits until it serves.
   *
   * @throws IllegalStateException there is none on the class path, or it can't start
   */
  static ToolServer start(List<String> flags) {
    ToolProvider tool =
        ToolProvider.findFirst(TOOL)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no procnetd on the class path: add dev.procnet:procnet-server to the"
                            + " dependencies of tests, or start one as a process"));
    CompletableFuture<String> address = new CompletableFuture<>();
    Thread thread = new Thread(() -> serve(tool, flags, address), TOOL);
    thread.setDaemon(true);
    thread.start();
    try {
      return new ToolServer(thread, PortLines.grpc(List.of(address.join())));
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void serve(
      ToolProvider tool, List<String> flags, CompletableFuture<String> address) {
    StringWriter errors = new StringWriter();
    PrintWriter out = new PrintWriter(new FirstLine(address), true);
    int code = tool.run(out, new PrintWriter(errors, true), flags.toArray(String[]::new));
    address.completeExceptionally(
        new IllegalStateException("procnetd ended with " + code + ": " + errors));
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives the first line that is written. */
  private static final class FirstLine extends Writer {

    private final CompletableFuture<String> line;
    private final StringBuilder text = new StringBuilder();

    FirstLine(CompletableFuture<String> line) {
      this.line = line;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
      text.append(buffer, offset, length);
      int end = text.indexOf("\n");
      if (end >= 0) {
        line.complete(text.substring(0, end));
      }
    }

    @Override
    public void flush() {
      // Each line is seen as it is written.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
