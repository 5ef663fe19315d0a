package dev.procnet.server.fuzz;

import com.google.protobuf.ByteString;
import java.util.Map;

/** One net file: a line with its name, then its content. */
public final class NetFileFuzzer {

  private NetFileFuzzer() {}

  /** Called by Jazzer first: what is loaded once is no part of an input's time. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[] {'t', 'c', 'p', '\n'});
  }

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    ByteString bytes = ByteString.copyFrom(input);
    String text = bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    if (end > 0) {
      FuzzStacks.importTree(Map.of(text.substring(0, end), bytes.substring(end + 1)));
    }
  }
}
