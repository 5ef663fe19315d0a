package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.e2e.Programs;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults.StreamFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers on a terminal of their own, and a server that does not go on. */
class ProgressIT {

  private final FakeServer server = FakeServer.start();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void import_interrupted_endsAtOnceWithoutTheLine() throws Exception {
    server.stallImports();
    Files.writeString(directory.resolve("tcp"), "12345");

    assertThat(procnet("import", "expect import [", "expect   0%  0/1 files", "show", "send \\x03"))
        .startsWith("import [-")
        .endsWith("  0B\n\nexit 130\n");
  }

  @Test
  void export_streamCutShort_showsTheErrorInPlaceOfTheLine() throws Exception {
    server.stack().file("tcp", "12345");
    server.faults().streams(StreamFault.SILENCE);

    assertThat(procnet("export", "expect export [", "show"))
        .startsWith("export [-")
        .containsOnlyOnce("export [")
        .contains("\nprocnet: export of tcp: the stream was cut short")
        .endsWith("exit 8\n");
  }

  private String procnet(String command, String... steps) throws IOException, InterruptedException {
    return OnTerminal.run(
        60,
        24,
        Map.of("PROCNET_SERVER", server.address(), "TERM", "xterm", "NO_COLOR", "1"),
        List.of(Programs.PROCNET.toString(), command, directory.toString(), "--timeout", "2s"),
        steps);
  }
}
