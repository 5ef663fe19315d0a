package dev.procnet.server.bench;

import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Renders of {@code tcp} that remember what they printed, by JMH: again, and after changes. */
final class RenderBench {

  private final int forks;
  private final int sockets;

  private RenderBench(int forks, int sockets) {
    this.forks = forks;
    this.sockets = sockets;
  }

  /** Arguments: processes for each measurement, then how many sockets, a size after the other. */
  static void main(String[] args) throws RunnerException {
    for (int i = 1; i < args.length; i++) {
      new RenderBench(Integer.parseInt(args[0]), Integer.parseInt(args[i])).run();
    }
  }

  private void run() throws RunnerException {
    List<Double> all = measured("all", 0);
    Comparison.ofTimes("second render", sockets, "ns a row", "copying the bytes", 2)
        .report(measured("again", 0), measured("copy", 0));
    for (int changes = 1; changes <= sockets / 10; changes *= 10) {
      Comparison.ofTimes("after " + changes + " changes", sockets, "ns a row", "rendering all", 1)
          .report(measured("afterChanges", changes), all);
    }
  }

  /** Nanoseconds a row, one a measured iteration. */
  private List<Double> measured(String method, int changes) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + RenderBenchmark.class.getSimpleName() + "\\." + method + "$")
            .param("sockets", String.valueOf(sockets))
            .forks(forks)
            .warmupIterations(4)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(200))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    if (changes > 0) {
      options.param("changes", String.valueOf(changes));
    }
    RunResult result = new Runner(options.build()).runSingle();
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(iteration -> iteration.getPrimaryResult().getStatistics())
        .map(Statistics::getMean)
        .map(nanos -> nanos / sockets)
        .toList();
  }
}
