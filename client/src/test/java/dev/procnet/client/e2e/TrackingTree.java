package dev.procnet.client.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Captured trees with what they lack of connection tracking: how many there are and may be. */
final class TrackingTree {

  private TrackingTree() {}

  /**
   * A copy of a captured tree with these sysctls.
   *
   * @param tree below the corpus: {@code linux-6.18/conntrack}
   * @return {@code copy}, which has {@code net} and {@code sys/net}
   */
  static Path of(String tree, Path copy) throws IOException {
    Path captured = Programs.CORPUS.resolve(tree).resolve("net");
    try (Stream<Path> files = Files.walk(captured)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve("net").resolve(captured.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    Path sysctls = Files.createDirectories(copy.resolve("sys/net/netfilter"));
    Files.writeString(sysctls.resolve("nf_conntrack_count"), "17\n");
    Files.writeString(sysctls.resolve("nf_conntrack_max"), "262144\n");
    return copy;
  }
}
