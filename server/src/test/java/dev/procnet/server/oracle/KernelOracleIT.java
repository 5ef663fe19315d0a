package dev.procnet.server.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** What the model says is what the kernel says, before and after a change. */
class KernelOracleIT {

  private static final Tally TALLY = new Tally();

  @BeforeAll
  static void requireNamespaces() {
    Lab.requireNamespaces();
  }

  @AfterAll
  static void tell() throws IOException {
    TALLY.write(Path.of("target", "oracle.txt"));
  }

  static List<Situation> situations() {
    return Stream.of(
            SocketSituations.all(),
            TcpSituations.all(),
            RouteSituations.all(),
            LinkSituations.all(),
            GroupSituations.all(),
            MulticastSituations.all(),
            TrafficSituations.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("situations")
  void kernel_situationAndChange_areTheModels(Situation situation) throws IOException {
    try (Lab lab = new Lab();
        Oracle oracle = new Oracle(TALLY)) {
      oracle.examine(situation, lab);
    } catch (TestAbortedException e) {
      TALLY.skipped(situation.name(), String.valueOf(e.getMessage()));
      throw e;
    }
  }

  @Test
  void situations_names_areUnique() {
    assertThat(situations().stream().map(Situation::name)).doesNotHaveDuplicates();
  }
}
