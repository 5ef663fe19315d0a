package dev.procnet.client.scenario;

import dev.procnet.v1.Scenario;
import java.nio.file.Path;

/**
 * A scenario and where it comes from.
 *
 * @param name of its file, for errors
 * @param scenario itself, checked
 * @param directory that paths of trees are seen from
 */
public record LoadedScenario(String name, Scenario scenario, Path directory) {}
