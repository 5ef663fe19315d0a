package dev.procnet.client.testing;

import java.util.List;

/** What a server says of its addresses: lines as {@code grpc=127.0.0.1:7461}. */
final class PortLines {

  private static final String GRPC = "grpc=";

  private PortLines() {}

  /** The first address of gRPC. */
  static String grpc(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(GRPC))
        .map(line -> line.substring(GRPC.length()).strip())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no grpc= among " + lines));
  }
}
