package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.procnet.client.fake.FakeServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** Runs command lines in this process. */
final class Cli {

  private final Map<String, String> environment;
  private byte[] input = new byte[0];
  private boolean terminal;
  private boolean errTerminal;

  /**
   * What a command line came to.
   *
   * @param code exit code
   * @param bytes of standard output
   * @param err standard error
   */
  record Result(int code, ByteString bytes, String err) {
    String out() {
      return bytes.toStringUtf8();
    }
  }

  Cli(Map<String, String> environment) {
    this.environment = environment;
  }

  static Cli of(FakeServer server) {
    return new Cli(Map.of("PROCNET_SERVER", server.address()));
  }

  Cli input(String text) {
    input = text.getBytes(UTF_8);
    return this;
  }

  /** Standard output is a terminal. */
  Cli terminal() {
    terminal = true;
    return this;
  }

  /** Standard error is a terminal. */
  Cli errTerminal() {
    errTerminal = true;
    return this;
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input),
            out,
            new PrintStream(err, true, UTF_8),
            terminal,
            errTerminal);
    int code = Procnet.run(console, environment, args);
    return new Result(code, ByteString.copyFrom(out.toByteArray()), err.toString(UTF_8));
  }
}
