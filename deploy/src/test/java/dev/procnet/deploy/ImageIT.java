package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image, unpacked from its tar and run by container runtimes without an engine. */
class ImageIT {

  @TempDir private static Path directory;
  private static Path bundle;

  @BeforeAll
  static void unpack() throws Exception {
    Command.require("python3");
    Command.requireRoot();
    bundle = directory.resolve("bundle");
    Built.unpackImage(bundle, "--web-listen", "none", "--import", "/proc");
  }

  @Test
  void image_hasNoShellAndANonRootUser() throws Exception {
    try (Stream<Path> files = Files.walk(bundle.resolve("rootfs"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("libc.so.6", "libjvm.so", "procnetd.jsa", "LICENSE")
          .doesNotContain("sh", "bash", "busybox", "dpkg", "apt");
    }
    assertThat(bundle.resolve("config.json"))
        .content()
        .contains("\"uid\": 65532", "\"readonly\": true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runc", "runsc"})
  void container_readOnlyAndNonRoot_servesFilesOfItsOwnKernel(String program) throws Exception {
    try (Container container = Container.start(program, bundle)) {
      assertThat(container.procnet("health").output()).isEqualTo("SERVING\n");
      assertThat(container.procnet("cat", "dev").output())
          .startsWith("Inter-|   Receive")
          .contains("lo:");
      Command.Result written = container.procnet("export", "/opt/x");
      assertThat(written.code()).isNotZero();
      assertThat(written.output()).contains("takes no files");
    }
  }
}
