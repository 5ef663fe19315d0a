package dev.procnet.client.cli.input;

import java.util.Locale;
import java.util.regex.Pattern;

/** How a file says it. */
public enum InputFormat {
  /** Proto3 JSON's tree as YAML; several documents are one batch. */
  YAML,
  /** Proto3 JSON. */
  JSON,
  /** Protocol buffers' text format. */
  TEXTPROTO;

  /** A field with a message, which neither of the other two can begin a line with. */
  private static final Pattern TEXT_MESSAGE = Pattern.compile("(?m)^\\s*\\w+\\s*[{<]");

  /** By the ending of a file's name, else by what is in it. */
  static InputFormat of(String name, String content) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "yaml", "yml" -> YAML;
      case "json" -> JSON;
      case "textproto", "txtpb", "pbtxt", "prototxt" -> TEXTPROTO;
      default -> of(content);
    };
  }

  private static InputFormat of(String content) {
    String text = content.stripLeading();
    if (text.startsWith("{") || text.startsWith("[")) {
      return JSON;
    }
    return TEXT_MESSAGE.matcher(text).find() ? TEXTPROTO : YAML;
  }
}
