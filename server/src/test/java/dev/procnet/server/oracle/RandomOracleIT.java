package dev.procnet.server.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random situations and random changes of them, as many as fit into {@code
 * -Dprocnet.oracle.seconds} (10). A failure names its seed, for {@code -Dprocnet.oracle.seed}.
 */
class RandomOracleIT {

  private static final int MOST_STEPS = 25;

  private final Tally tally = new Tally();

  @BeforeAll
  static void requireNamespaces() {
    Lab.requireNamespaces();
  }

  @Test
  void kernel_randomChanges_areTheModels() throws IOException {
    Long given = Long.getLong("procnet.oracle.seed");
    long seed = given == null ? System.nanoTime() : given;
    long end =
        System.nanoTime()
            + Duration.ofSeconds(Long.getLong("procnet.oracle.seconds", 10L)).toNanos();
    int rounds = 0;
    do {
      examine(seed + rounds);
      rounds++;
    } while (given == null && System.nanoTime() < end);
    tally.write(Path.of("target", "oracle-random.txt"));
    assertThat(rounds).isPositive();
  }

  private void examine(long seed) throws IOException {
    Random random = new Random(seed);
    try (Lab lab = new Lab();
        Oracle oracle = new Oracle(tally)) {
      oracle.examine(new Situation("seed " + seed, each -> begin(each, random)), lab);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("failed with -Dprocnet.oracle.seed=" + seed, e);
    }
  }

  private static Change begin(Lab lab, Random random) throws IOException {
    lab.peer(1);
    RandomSteps steps = new RandomSteps(lab, random);
    steps.take(random.nextInt(MOST_STEPS), new Change.Told());
    return told -> {
      steps.take(1 + random.nextInt(MOST_STEPS), told);
      told.compare(
          Columns.idleTcp("tcp"),
          Columns.idleTcp("tcp6"),
          Columns.udp("udp"),
          Columns.udp("udp6"),
          Columns.unix(),
          Columns.inAnyOrder("netlink", 1),
          Columns.inOrder("packet", 1),
          Columns.inOrder("route", 1),
          Columns.inOrder("ipv6_route", 0, 6, 7),
          Columns.inAnyOrder("if_inet6", 0),
          Columns.inAnyOrder("arp", 1));
    };
  }
}
