package dev.procnet.client.cli.input;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML. Values stay text as written, as only their fields know what they are: to YAML alone
 * {@code 02:00:00:00:10:01} is a number of base 60 and {@code no} is false.
 *
 * @param file for errors
 */
record YamlInput(String file) {

  List<Document> read(String text) throws InputException {
    List<Document> documents = new ArrayList<>();
    try {
      for (Node node : new Yaml(options()).composeAll(new StringReader(text))) {
        Map<String, Integer> lines = new HashMap<>();
        JsonElement root = new Converter(lines).convert(node, "");
        if (!root.isJsonNull()) { // nothing between two separators
          documents.add(new Document(root, lines));
        }
      }
    } catch (MarkedYAMLException e) {
      throw new InputException(file + ": not YAML: " + problem(e), List.of());
    } catch (YAMLException e) {
      throw new InputException(file + ": not YAML: " + e.getMessage(), List.of());
    }
    return documents;
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(10);
    options.setCodePointLimit(Integer.MAX_VALUE);
    return options;
  }

  private static String problem(MarkedYAMLException e) {
    return e.getProblemMark() == null
        ? String.valueOf(e.getProblem())
        : "line "
            + (e.getProblemMark().getLine() + 1)
            + ", column "
            + (e.getProblemMark().getColumn() + 1)
            + ": "
            + e.getProblem();
  }

  private record Converter(Map<String, Integer> lines) {

    JsonElement convert(Node node, String path) {
      lines.putIfAbsent(path, node.getStartMark().getLine() + 1);
      if (node instanceof MappingNode mapping) {
        return object(mapping, path);
      }
      return node instanceof SequenceNode sequence
          ? array(sequence, path)
          : scalar((ScalarNode) node);
    }

    private JsonObject object(MappingNode mapping, String path) {
      JsonObject object = new JsonObject();
      for (NodeTuple entry : mapping.getValue()) {
        Node key = entry.getKeyNode();
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : key.toString();
        String at = Paths.field(path, name);
        lines.put(at, key.getStartMark().getLine() + 1);
        if (object.has(name)) {
          throw new YAMLException(
              "line " + (key.getStartMark().getLine() + 1) + ": " + at + " is there twice");
        }
        object.add(name, convert(entry.getValueNode(), at));
      }
      return object;
    }

    private JsonArray array(SequenceNode sequence, String path) {
      JsonArray array = new JsonArray();
      for (Node element : sequence.getValue()) {
        array.add(convert(element, Paths.element(path, array.size())));
      }
      return array;
    }

    private static JsonElement scalar(ScalarNode node) {
      return node.getTag().equals(Tag.NULL) && node.isPlain()
          ? JsonNull.INSTANCE
          : new JsonPrimitive(node.getValue());
    }
  }
}
