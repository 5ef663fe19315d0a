package dev.procnet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildInfoTest {

  @Test
  void load_isWhatMavenFilledIn() {
    BuildInfo build = BuildInfo.load();

    assertThat(build.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(build.commit()).matches("[0-9a-f]{12}|unknown");
    assertThat(build).hasToString(build.version() + " (commit " + build.commit() + ")");
  }
}
