package dev.procnet.server.config;

import dev.procnet.server.config.Setting.Kind;
import dev.procnet.server.config.SettingValues.Written;
import dev.procnet.server.stack.Suggestions;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The configuration file: YAML, one key a setting, named as the flag.
 *
 * <p>YAML and not Java properties, since its parser tells line and column of each value, which
 * {@link java.util.Properties} throws away, and since it has lists, for several addresses. Values
 * are taken as they are written, never as YAML's own types.
 */
public final class ConfigFile {

  private final String name;
  private final Consumer<String> problems;
  private final Map<Setting<?>, List<Written>> values = new LinkedHashMap<>();
  private final Map<String, Mark> keys = new LinkedHashMap<>();

  private ConfigFile(String name, Consumer<String> problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param problems told of each thing that is wrong with it, with line and column
   */
  public static Map<Setting<?>, List<Written>> read(Path path, Consumer<String> problems) {
    ConfigFile file = new ConfigFile(path.toString(), problems);
    try (Reader reader = Files.newBufferedReader(path)) {
      file.take(new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader));
    } catch (MarkedYAMLException e) {
      file.problem(e.getProblemMark(), e.getProblem());
    } catch (YAMLException e) {
      String reason = e.getCause() instanceof IOException cause ? reason(cause) : firstLine(e);
      problems.accept("--config " + path + ": " + reason);
    } catch (IOException e) {
      problems.accept("--config " + path + ": " + reason(e));
    }
    return file.values;
  }

  private void take(@Nullable Node root) {
    if (root instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::take);
    } else if (root != null) {
      problem(root.getStartMark(), "expected lines 'key: value'");
    }
  }

  private void take(NodeTuple tuple) {
    Node keyNode = tuple.getKeyNode();
    String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "";
    Mark before = keys.putIfAbsent(key, keyNode.getStartMark());
    Setting<?> setting = Settings.find(key).orElse(null);
    if (setting == null) {
      String near = Suggestions.didYouMean(key, Settings.names());
      problem(keyNode.getStartMark(), "unknown key '" + key + "'" + near);
    } else if (before != null) {
      problem(
          keyNode.getStartMark(), key + " is there again, first in line " + (before.getLine() + 1));
    } else {
      values.put(setting, texts(setting, tuple.getValueNode()));
    }
  }

  private List<Written> texts(Setting<?> setting, Node node) {
    List<Written> texts = new ArrayList<>();
    if (node instanceof SequenceNode list && setting.kind() == Kind.SEVERAL) {
      list.getValue().forEach(item -> addText(setting, item, texts));
    } else {
      addText(setting, node, texts);
    }
    return texts;
  }

  private void addText(Setting<?> setting, Node node, List<Written> texts) {
    if (node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)) {
      texts.add(new Written(scalar.getValue(), place(node.getStartMark()) + setting.name()));
    } else {
      String found = node instanceof ScalarNode ? "nothing" : "a list or a mapping";
      problem(
          node.getStartMark(),
          setting.name() + " is " + found + ", expected " + setting.expected());
    }
  }

  private void problem(@Nullable Mark mark, String what) {
    problems.accept(place(mark) + what);
  }

  private String place(@Nullable Mark mark) {
    return mark == null
        ? name + ": "
        : name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": ";
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied";
      case CharacterCodingException _ -> "is not UTF-8";
      default -> String.valueOf(e.getMessage());
    };
  }
}
