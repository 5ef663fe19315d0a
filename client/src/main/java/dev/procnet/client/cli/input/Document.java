package dev.procnet.client.cli.input;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A document as a tree of JSON, in which numbers may be text.
 *
 * @param root of the tree
 * @param lines where each path is, counted from 1; empty: the format does not tell
 */
record Document(JsonElement root, Map<String, Integer> lines) {

  /** Copies the lines. */
  Document {
    lines = Map.copyOf(lines);
  }

  /** The same tree as a part of another. */
  Document within(JsonElement whole, UnaryOperator<String> path) {
    return new Document(
        whole,
        lines.entrySet().stream()
            .collect(Collectors.toMap(e -> path.apply(e.getKey()), Map.Entry::getValue)));
  }
}
