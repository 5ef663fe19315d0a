package dev.procnet.server.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built.
 *
 * @param version of the project: {@code 0.1.0}
 * @param commit its first digits, or {@code unknown} where it was not built from a repository
 */
public record BuildInfo(String version, String commit) {

  private static final String RESOURCE = "build.properties";

  /** This build, as Maven wrote it down. */
  public static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream stream = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + RESOURCE + " can't be read", e);
    }
    return new BuildInfo(
        properties.getProperty("version", "unknown"), properties.getProperty("commit", "unknown"));
  }

  @Override
  public String toString() {
    return version + " (commit " + commit + ")";
  }
}
