package dev.procnet.server.security;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.Suggestions;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
 * A policy as YAML:
 *
 * <pre>{@code
 * grants:
 *   - who: [uri:spiffe://example.org/dashboard, token:prometheus]
 *     roles: reader-redacted
 *   - who: uid:1000
 *     roles: [reader, controller]
 *     stacks: [lab, lab-2]
 * }</pre>
 */
final class PolicyFile {

  private static final String GRANTS = "grants";
  private static final List<String> KEYS = List.of("who", "roles", "stacks");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final Pattern NAME = Pattern.compile("\\S+");
  private static final Map<String, Pattern> KINDS =
      Map.of("dns", NAME, "uri", NAME, "token", NAME, "uid", NUMBER, "gid", NUMBER);
  private static final List<String> WHO =
      List.of("dns:", "uri:", "token:", "uid:", "gid:", Grant.LOCAL, Grant.ANYONE);

  private final String file;
  private final Consumer<String> problems;
  private final List<Grant> grants = new ArrayList<>();

  private PolicyFile(String file, Consumer<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Reads a policy.
   *
   * @param file its name
   * @param problems told of each thing that is wrong with it, with line and column
   */
  static Policy parse(String file, String text, Consumer<String> problems) {
    PolicyFile reading = new PolicyFile(file, problems);
    try {
      reading.take(
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text)));
    } catch (MarkedYAMLException e) {
      reading.problem(e.getProblemMark(), e.getProblem());
    } catch (YAMLException e) {
      reading.problem(null, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return new Policy(reading.grants);
  }

  private void take(@Nullable Node root) {
    if (root == null) {
      problem(null, "is empty, expected '" + GRANTS + ":' with a list");
      return;
    }
    Map<String, Node> keys = keys(root, List.of(GRANTS));
    Node list = keys.get(GRANTS);
    if (list instanceof SequenceNode sequence) {
      sequence.getValue().forEach(this::grant);
    } else if (list != null) {
      problem(list.getStartMark(), GRANTS + " is no list, expected lines '- who: ...'");
    } else {
      problem(root.getStartMark(), "has no '" + GRANTS + ":', expected it with a list");
    }
  }

  private void grant(Node node) {
    Map<String, Node> keys = keys(node, KEYS);
    Set<String> who = new LinkedHashSet<>();
    Set<Role> roles = EnumSet.noneOf(Role.class);
    texts("who", keys, node).forEach(text -> who(text, who));
    texts("roles", keys, node).forEach(text -> role(text, roles));
    StackSet stacks = StackSet.ALL;
    Node named = keys.get("stacks");
    if (named != null) {
      Set<String> names = new LinkedHashSet<>();
      texts("stacks", keys, node).forEach(text -> stack(text, names));
      stacks = StackSet.of(names);
      if (roles.contains(Role.ADMIN)) {
        problem(
            named.getStartMark(),
            "stacks is there, expected none with the role admin, which is for the whole server");
      }
    }
    grants.add(new Grant(who, roles, stacks));
  }

  private void who(ScalarNode node, Set<String> who) {
    String text = node.getValue();
    int colon = text.indexOf(':');
    Pattern form = colon < 0 ? null : KINDS.get(text.substring(0, colon));
    boolean named = form != null && form.matcher(text.substring(colon + 1)).matches();
    if (named || text.equals(Grant.LOCAL) || text.equals(Grant.ANYONE)) {
      who.add(Identities.normal(text));
      return;
    }
    String kind = colon < 0 ? text : text.substring(0, colon + 1);
    problem(
        node.getStartMark(),
        "who is '"
            + text
            + "', expected dns:NAME, uri:URI, token:NAME, uid:N, gid:N, local or anyone"
            + (form == null ? Suggestions.didYouMean(kind, WHO) : ""));
  }

  private void role(ScalarNode node, Set<Role> roles) {
    Role.find(node.getValue())
        .ifPresentOrElse(
            roles::add,
            () ->
                problem(
                    node.getStartMark(),
                    "role '"
                        + node.getValue()
                        + "' is none, expected "
                        + String.join(", ", Role.labels())
                        + Suggestions.didYouMean(node.getValue(), Role.labels())));
  }

  private void stack(ScalarNode node, Set<String> names) {
    try {
      StackRegistry.checkName(node.getValue());
      names.add(node.getValue());
    } catch (ProcnetException e) {
      problem(node.getStartMark(), "stack " + e.violations().getFirst().description());
    }
  }

  private Map<String, Node> keys(Node node, Collection<String> known) {
    Map<String, Node> keys = new HashMap<>();
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> key(tuple, known, keys));
    } else {
      problem(node.getStartMark(), "expected lines 'key: value'");
    }
    return keys;
  }

  private void key(NodeTuple tuple, Collection<String> known, Map<String, Node> keys) {
    Node node = tuple.getKeyNode();
    String key = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!known.contains(key)) {
      problem(
          node.getStartMark(), "unknown key '" + key + "'" + Suggestions.didYouMean(key, known));
    } else if (keys.putIfAbsent(key, tuple.getValueNode()) != null) {
      problem(node.getStartMark(), key + " is there again");
    }
  }

  /** The words of a key, of which there must be some. */
  private List<ScalarNode> texts(String key, Map<String, Node> keys, Node grant) {
    Node value = keys.get(key);
    if (value == null) {
      if (grant instanceof MappingNode) {
        problem(grant.getStartMark(), "has no '" + key + ":'");
      }
      return List.of();
    }
    List<Node> items = value instanceof SequenceNode list ? list.getValue() : List.of(value);
    List<ScalarNode> texts = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof ScalarNode scalar && !item.getTag().equals(Tag.NULL)) {
        texts.add(scalar);
      } else {
        problem(item.getStartMark(), key + " is no word, expected a word or a list of words");
      }
    }
    if (items.isEmpty()) {
      problem(value.getStartMark(), key + " is empty, expected at least one");
    }
    return texts;
  }

  private void problem(@Nullable Mark mark, String what) {
    String place =
        mark == null ? file : file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    problems.accept(place + ": " + what);
  }
}
