package dev.procnet.client.cli;

import java.io.IOException;

/** Collects text into few large writes. */
final class TextBatch {

  private static final int CHARS_AT_ONCE = 64 << 10;

  private final Console console;
  private final StringBuilder text = new StringBuilder();

  TextBatch(Console console) {
    this.console = console;
  }

  void print(String more) throws IOException {
    text.append(more);
    if (text.length() >= CHARS_AT_ONCE) {
      flush();
    }
  }

  void flush() throws IOException {
    console.print(text.toString());
    text.setLength(0);
  }
}
