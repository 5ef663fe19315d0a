package dev.procnet.client.scenario;

import dev.procnet.client.ProcTree;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ProcnetClientException;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ClockAdvance;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.ImportMode;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.Profile;
import dev.procnet.v1.RestoreCheckpointRequest;
import dev.procnet.v1.SaveCheckpointRequest;
import dev.procnet.v1.Scenario;
import dev.procnet.v1.ScenarioStep;
import dev.procnet.v1.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Carries scenarios out on the stack of a client. */
public final class ScenarioRunner {

  private final ProcnetClient client;

  public ScenarioRunner(ProcnetClient client) {
    this.client = client;
  }

  /**
   * Makes the client's stack of the seed, where the scenario has one, and carries out the steps.
   *
   * @throws ScenarioException naming the step that failed; those before it stay
   * @throws ProcnetClientException the stack is there already, or, without a seed, is not
   * @throws IOException a captured tree can't be read
   */
  public void run(LoadedScenario loaded) throws IOException {
    Scenario scenario = loaded.scenario();
    if (!scenario.getSeed().isEmpty()) {
      make(scenario.getSeed(), scenario.getProfile(), loaded.directory());
    }
    steps(loaded);
  }

  /**
   * Makes the client's stack of a seed.
   *
   * @param seed as in a scenario
   * @param directory that the path of a captured tree is seen from
   */
  public void make(String seed, Profile profile, Path directory) throws IOException {
    if (BuiltInSeeds.NAMES.contains(seed)) {
      Stack stack = Stack.newBuilder().setName(client.stack()).setProfile(profile).build();
      client.stacks().createStack(CreateStackRequest.newBuilder().setStack(stack).build());
      grow(seed);
    } else {
      importTree(directory.resolve(seed), profile);
    }
  }

  /** A built-in seed may begin with another one. */
  private void grow(String seed) {
    if (!seed.isEmpty() && !seed.equals(BuiltInSeeds.EMPTY)) {
      LoadedScenario loaded = BuiltInSeeds.get(seed);
      grow(loaded.scenario().getSeed());
      steps(loaded);
    }
  }

  private void importTree(Path tree, Profile profile) throws IOException {
    ImportStart start =
        ImportStart.newBuilder().setMode(ImportMode.IMPORT_MODE_CREATE).setProfile(profile).build();
    var unused =
        client
            .transfer()
            .importStack(start, ProcTree.of(tree, skipped -> {}).chunks(skipped -> {}));
  }

  private void steps(LoadedScenario loaded) {
    List<ScenarioStep> steps = loaded.scenario().getStepsList();
    for (int i = 0; i < steps.size(); i++) {
      ScenarioStep step = steps.get(i);
      for (int time = 0; time < Math.max(1, step.getTimes()); time++) {
        carryOut(step, loaded.name() + ": " + words(step, i));
      }
    }
  }

  private static String words(ScenarioStep step, int index) {
    return "steps[" + index + "]" + (step.getName().isEmpty() ? "" : " '" + step.getName() + "'");
  }

  private void carryOut(ScenarioStep step, String words) {
    try {
      carryOut(step);
    } catch (ProcnetClientException e) {
      throw new ScenarioException(words, e);
    }
  }

  private void carryOut(ScenarioStep step) {
    if (!step.getSave().isEmpty()) {
      client
          .stacks()
          .saveCheckpoint(
              SaveCheckpointRequest.newBuilder().setName(step.getSave()).setReplace(true).build());
    } else if (!step.getRestore().isEmpty()) {
      client
          .stacks()
          .restoreCheckpoint(
              RestoreCheckpointRequest.newBuilder().setName(step.getRestore()).build());
    } else if (step.hasPause()) {
      apply(List.of(passing(step.getPause())));
    } else {
      apply(step.getMutationsList());
    }
  }

  private static Mutation passing(com.google.protobuf.Duration time) {
    return Mutation.newBuilder().setAdvanceClock(ClockAdvance.newBuilder().setBy(time)).build();
  }

  private void apply(List<Mutation> mutations) {
    client
        .stacks()
        .applyMutations(ApplyMutationsRequest.newBuilder().addAllMutations(mutations).build());
  }
}
