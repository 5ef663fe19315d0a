package dev.procnet.server.netfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SeedsTest {

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final Seeds seeds = new Seeds(new TreeImporter(netFiles));

  @ParameterizedTest
  @EnumSource
  void of_profile_hasItsFilesByteForByte(Profile profile) throws IOException {
    Snapshot seed = seeds.of(profile);

    List<String> names = netFiles.list(seed).stream().map(NetFiles.Entry::name).toList();
    assertThat(names).containsExactlyInAnyOrderElementsOf(resources(profile));
    for (String name : names) {
      byte[] resource =
          Resources.toByteArray(
              Resources.getResource(Seeds.class, "seed/" + profile.label() + "/" + name));
      assertThat(netFiles.open(seed, name, Reader.ROOT).readAll().toByteArray())
          .as("%s of %s", name, profile.label())
          .isEqualTo(resource);
    }
  }

  /** What a system has, as it was captured. */
  private static List<String> resources(Profile profile) throws IOException {
    Path root =
        Path.of(
            URI.create(Resources.getResource(Seeds.class, "seed/" + profile.label()).toString()));
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.equals("sysctl.properties"))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_profile_hasTheLoopbackOnly(Profile profile) {
    assertThat(seeds.of(profile).table(Section.INTERFACES))
        .singleElement()
        .satisfies(
            lo -> {
              assertThat(lo.name().text()).isEqualTo("lo");
              assertThat(lo.index()).isEqualTo(1);
              assertThat(lo.type()).isEqualTo(Interface.TYPE_LOOPBACK);
            });
  }

  @ParameterizedTest
  @EnumSource
  void of_profile_hasValuesForAllCounters(Profile profile) {
    assertThat(seeds.of(profile).table(Section.COUNTERS))
        .extracting(CounterGroup::namesOnly)
        .containsOnly(false);
  }

  @ParameterizedTest
  @CsvSource({"LINUX_6_18, false", "LINUX_6_1, false", "GVISOR, true"})
  void of_profile_hasAMainTableInGvisorOnly(Profile profile, boolean there) {
    assertThat(seeds.of(profile).settings().ipv4Routing()).isEqualTo(there);
  }

  @Test
  void of_sameProfile_isTheSameState() {
    assertThat(seeds.of(Profile.GVISOR)).isSameAs(seeds.of(Profile.GVISOR));
  }
}
