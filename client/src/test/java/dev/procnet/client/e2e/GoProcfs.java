package dev.procnet.client.e2e;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.opentest4j.TestAbortedException;

/** The procfs library that Prometheus's exporters are made of, in a program that prints JSON. */
final class GoProcfs {

  private static final Path LIBRARIES = Path.of("/usr/share/gocode");
  private static final Path LIBRARY = LIBRARIES.resolve("src/github.com/prometheus/procfs");

  private final Path program;

  private GoProcfs(Path program) {
    this.program = program;
  }

  /** Compiles it into a directory; aborts the test where there is no Go or no library. */
  static GoProcfs build(Path directory) throws IOException {
    ForeignReader.require("go");
    if (!Files.isDirectory(LIBRARY)) {
      throw new TestAbortedException("golang-github-prometheus-procfs-dev is not installed");
    }
    Path program = directory.resolve("procfs");
    ForeignReader.run(
        Map.of(
            "GO111MODULE",
            "off",
            "GOFLAGS",
            "",
            "GOPATH",
            LIBRARIES.toString(),
            "GOCACHE",
            directory.resolve("go-cache").toString()),
        "go",
        "build",
        "-o",
        program.toString(),
        source().toString());
    return new GoProcfs(program);
  }

  private static Path source() {
    try {
      return Path.of(
          Objects.requireNonNull(GoProcfs.class.getResource("procfs/main.go"), "main.go").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What it reads, by the name of the file.
   *
   * @param proc holds {@code net}
   * @throws IOException with its own message, where it can't
   */
  JsonObject read(Path proc) throws IOException {
    Path process = Files.createDirectories(proc.resolve("1")).resolve("net");
    if (!Files.exists(process)) {
      Files.createSymbolicLink(process, Path.of("../net"));
    }
    return JsonParser.parseString(ForeignReader.run(Map.of(), program.toString(), proc.toString()))
        .getAsJsonObject();
  }
}
