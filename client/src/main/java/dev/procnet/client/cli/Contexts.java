package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Named servers and stacks, one of which may be in use: what options and environment leave open is
 * taken from it. A properties file, {@code procnet/contexts.properties} in XDG_CONFIG_HOME or
 * {@code ~/.config}. It holds no secrets.
 */
final class Contexts {

  private static final String CURRENT = "current";
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}";

  private final Path file;
  private final Properties properties;

  private Contexts(Path file, Properties properties) {
    this.file = file;
    this.properties = properties;
  }

  /**
   * Those of the user.
   *
   * @param environment of the process
   * @throws IOException naming the file, where it is there and can't be read
   */
  static Contexts load(Map<String, String> environment) throws IOException {
    Properties properties = new Properties();
    Path file = file(environment);
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
        properties.load(reader);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
    }
    return new Contexts(file, properties);
  }

  private static Path file(Map<String, String> environment) {
    return UserFiles.directory(environment, "XDG_CONFIG_HOME", ".config")
        .resolve("contexts.properties");
  }

  /** The name of the context in use; empty: none is. */
  String current() {
    return properties.getProperty(CURRENT, "");
  }

  /** A value of the context in use: {@code server}, or another option without its dashes. */
  Optional<String> currentValue(String key) {
    return value(current(), key);
  }

  /** A value of a context. */
  Optional<String> value(String context, String key) {
    return Optional.ofNullable(properties.getProperty(context + "." + key));
  }

  /** Names, sorted. */
  List<String> names() {
    return properties.stringPropertyNames().stream()
        .filter(key -> key.contains("."))
        .map(key -> key.substring(0, key.indexOf('.')))
        .distinct()
        .sorted()
        .toList();
  }

  /** Sets a value. */
  void set(String context, String key, String value) {
    if (!context.matches(NAME)) {
      throw new IllegalArgumentException(
          "context '" + context + "': 1 to 63 letters, digits, '-' and '_' expected");
    }
    properties.setProperty(context + "." + key, value);
  }

  /** Puts a context in use. */
  void use(String context) {
    properties.setProperty(CURRENT, context);
  }

  /** Forgets a context. */
  void remove(String context) {
    properties.stringPropertyNames().stream()
        .filter(key -> key.startsWith(context + "."))
        .forEach(properties::remove);
    if (current().equals(context)) {
      properties.remove(CURRENT);
    }
  }

  /** Writes the file, whole or not at all. */
  void save() throws IOException {
    StringWriter text = new StringWriter();
    properties.store(text, "procnet context ls|use|set|rm");
    UserFiles.write(file, text.toString().getBytes(UTF_8));
  }
}
