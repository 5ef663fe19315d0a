package dev.procnet.client.scenario;

import dev.procnet.client.FieldViolation;
import dev.procnet.client.cli.input.InputException;
import dev.procnet.client.cli.input.MessageReader;
import dev.procnet.client.cli.input.Nearest;
import dev.procnet.v1.Scenario;
import dev.procnet.v1.ScenarioStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads scenarios from YAML, JSON or text proto, whole and checked. */
public final class ScenarioReader {

  /**
   * Reads a file.
   *
   * @throws InputException naming every field that is unknown or has a wrong value, with its line
   *     and the nearest name
   * @throws IOException it can't be read
   */
  public LoadedScenario read(Path file) throws IOException, InputException {
    Path parent = file.toAbsolutePath().getParent();
    return read(file.toString(), Files.readAllBytes(file), parent == null ? file : parent);
  }

  /**
   * Reads what a file holds.
   *
   * @param name for its ending and for errors
   * @param directory that the paths of trees are seen from
   * @throws InputException as {@link #read(Path)}
   */
  public LoadedScenario read(String name, byte[] content, Path directory) throws InputException {
    Scenario scenario =
        (Scenario) new MessageReader(name).readAny(content, Scenario.getDefaultInstance());
    List<FieldViolation> problems = new ArrayList<>();
    checkSeed(scenario.getSeed(), directory, problems);
    for (int i = 0; i < scenario.getStepsCount(); i++) {
      checkStep(scenario.getSteps(i), "steps[" + i + "]", problems);
    }
    if (!problems.isEmpty()) {
      throw new InputException(name + ": no scenario to run", problems);
    }
    return new LoadedScenario(name, scenario, directory);
  }

  private static void checkSeed(String seed, Path directory, List<FieldViolation> problems) {
    if (!seed.isEmpty()
        && !BuiltInSeeds.NAMES.contains(seed)
        && !Files.isDirectory(directory.resolve(seed))) {
      Optional<String> near = Nearest.of(seed, BuiltInSeeds.NAMES);
      problems.add(
          new FieldViolation(
              "seed",
              "'"
                  + seed
                  + "' is neither "
                  + String.join(", ", BuiltInSeeds.NAMES)
                  + " nor a directory"
                  + near.map(name -> "; did you mean '" + name + "'?").orElse("")));
    }
  }

  private static void checkStep(ScenarioStep step, String path, List<FieldViolation> problems) {
    int actions =
        (step.getMutationsCount() > 0 ? 1 : 0)
            + (step.hasPause() ? 1 : 0)
            + (step.getSave().isEmpty() ? 0 : 1)
            + (step.getRestore().isEmpty() ? 0 : 1);
    if (actions != 1) {
      problems.add(
          new FieldViolation(
              path,
              "does " + actions + " things; one of mutations, pause, save, restore expected"));
    }
  }
}
