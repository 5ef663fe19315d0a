package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What holds for everything that is shipped: it comes out the same again. */
class ShippedIT {

  @Test
  void packaging_again_givesTheSameBytes() throws Exception {
    String told = Command.run("./reproduce.sh", "--packaging");

    assertThat(told.lines().filter(line -> line.endsWith(": the same"))).hasSize(3);
    assertThat(told).contains("image: the same files");
  }

  @Test
  void figures_arePrinted() throws Exception {
    assertThat(Command.run("./figures.sh").lines())
        .anyMatch(line -> line.matches("procnet-.*\\.tar\\.gz +\\d+ MiB"))
        .anyMatch(line -> line.matches("procnetd_.*\\.deb +\\d+ MiB"))
        .anyMatch(line -> line.matches("start to SERVING, median of 5 +\\d+ ms"))
        .anyMatch(line -> line.matches("memory with 100,000 sockets +\\d+ MiB"))
        .anyMatch(line -> line.matches("read back the same +yes"));
  }
}
