package dev.procnet.server.fuzz;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A few files at once, which speak of the same interfaces: {@code ==> NAME} before each. */
public final class TreeFuzzer {

  private static final String MARK = "==> ";

  private TreeFuzzer() {}

  /** Called by Jazzer first: what is loaded once is no part of an input's time. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[] {'t', 'c', 'p', '\n'});
  }

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    Map<String, ByteString> tree = new LinkedHashMap<>();
    for (String part : new String(input, StandardCharsets.ISO_8859_1).split(MARK, -1)) {
      int end = part.indexOf('\n');
      if (end > 0) {
        tree.put(
            part.substring(0, end),
            ByteString.copyFrom(part.substring(end + 1), StandardCharsets.ISO_8859_1));
      }
    }
    FuzzStacks.importTree(tree);
  }
}
