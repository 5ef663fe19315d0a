package dev.procnet.server;

import dev.procnet.server.config.ListenAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a server listens, with the ports that were taken.
 *
 * @param grpc at least one
 */
record Listeners(
    List<ListenAddress> grpc, Optional<ListenAddress.Tcp> web, Optional<ListenAddress> admin) {

  Listeners {
    grpc = List.copyOf(grpc);
  }

  /** {@code grpc=127.0.0.1:7461}, {@code web=127.0.0.1:7462}, {@code admin=unix:PATH}. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    grpc.forEach(address -> lines.add("grpc=" + address));
    web.ifPresent(address -> lines.add("web=" + address));
    admin.ifPresent(address -> lines.add("admin=" + address));
    return lines;
  }
}
