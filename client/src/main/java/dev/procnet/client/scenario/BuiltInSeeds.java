package dev.procnet.client.scenario;

import com.google.common.io.Resources;
import dev.procnet.client.cli.input.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Scenarios that others begin with. They are files like any other, kept as resources. */
public final class BuiltInSeeds {

  /** A new network namespace, which every stack begins as: nothing happens. */
  public static final String EMPTY = "empty";

  /** All, by name. */
  public static final List<String> NAMES = List.of(EMPTY, "host", "busy-web-server", "router");

  private BuiltInSeeds() {}

  /**
   * One of them.
   *
   * @param name of {@link #NAMES}
   */
  public static LoadedScenario get(String name) {
    String file = name + ".yaml";
    URL resource = Objects.requireNonNull(BuiltInSeeds.class.getResource(file), file);
    try {
      return new ScenarioReader().read(file, Resources.toByteArray(resource), Path.of(""));
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + resource + " can't be read", e);
    } catch (InputException e) {
      throw new IllegalStateException("resource " + resource + ": " + e.problems(), e);
    }
  }
}
