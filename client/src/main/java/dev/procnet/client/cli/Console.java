package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/**
 * The streams of a command. It writes data to one stream, words to the other.
 *
 * @param in where a command reads what a user gives it
 * @param out takes bytes as they are, unbuffered
 * @param err takes words
 * @param isTerminal {@code out} is a terminal
 * @param isErrTerminal {@code err} is a terminal
 */
record Console(
    InputStream in, OutputStream out, PrintStream err, boolean isTerminal, boolean isErrTerminal) {

  /** Streams of which none is a terminal. */
  Console(InputStream in, OutputStream out, PrintStream err) {
    this(in, out, err, false, false);
  }

  /** Data. */
  void write(ByteString bytes) throws IOException {
    try {
      bytes.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw outputFailed(e);
    }
  }

  /** Data that is text. */
  void print(String text) throws IOException {
    try {
      out.write(text.getBytes(UTF_8));
      out.flush();
    } catch (IOException e) {
      throw outputFailed(e);
    }
  }

  /** Words: a line that says what happened. */
  void say(String words) {
    err.println("procnet: " + Escape.text(words));
  }

  /** The platform's words for EPIPE are translated in some locales, and keep this one. */
  private static IOException outputFailed(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")
        ? new ReaderGoneException(e)
        : new IOException("standard output: " + e.getMessage(), e);
  }
}
