package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmarks run and that their runs can be told of; never how quick anything is. */
class BenchIT {

  @TempDir private Path directory;

  @Test
  void run_keptAsJson_isDrawnAndCompared() throws Exception {
    String run = directory.resolve("run.jsonl").toString();
    String curves = directory.resolve("curves.svg").toString();

    String table =
        Command.run("./bench.sh", "--no-build", "--quick", "--json", run, "fork", "import");
    assertThat(table).containsPattern("ns a stack, fork, 100,000 +[0-9.]+ \\[");
    assertThat(Files.readAllLines(Path.of(run)))
        .anyMatch(line -> line.startsWith("# kernel: "))
        .anyMatch(line -> line.startsWith("{\"work\":\"import\",\"size\":1000,"));

    Command.run("./bench.sh", "curves", run, curves);
    assertThat(Path.of(curves)).content().startsWith("<svg ").contains(">import</text>");
    assertThat(Command.run("./bench.sh", "compare", run, run))
        .contains("ns a stack, fork, 100,000")
        .doesNotContain("worse");
  }

  @Test
  void name_unknown_isAUsageError() throws Exception {
    Command.Result result = Command.tryTo("./bench.sh", "--no-build", "speed");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output()).contains("unknown benchmark 'speed', expected rows render");
  }

  @Test
  void keptRun_isOfEachBenchmark() throws Exception {
    assertThat(Built.DEPLOY.resolve("bench/run.jsonl"))
        .content()
        .contains(
            "# kernel: ",
            "\"first render of tcp\"",
            "\"second render\"",
            "\"change and publish by thousands\"",
            "\"ReadNetFile of 2 KB\"",
            "\"StreamNetFile\"");
  }
}
