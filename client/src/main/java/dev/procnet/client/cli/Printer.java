package dev.procnet.client.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.procnet.client.cli.input.Details;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * Prints answers.
 *
 * @param console takes them
 * @param format form
 */
record Printer(Console console, OutputFormat format) {

  /** Prints an answer. */
  void print(View view) throws IOException {
    switch (format) {
      case TABLE -> table(view, false);
      case WIDE, RAW, CSV -> table(view, true);
      case NAME -> names(view);
      case JSON, JSONL, YAML -> message(view.message());
    }
  }

  /** Prints a message: JSON, unless the format is YAML; each of its rows a line with JSONL. */
  void message(Message message) throws IOException {
    if (format == OutputFormat.JSONL) {
      lines(message);
      return;
    }
    String json = json(message);
    console.print(format == OutputFormat.YAML ? Yaml.ofJson(json) : json + "\n");
  }

  /** The elements of the first list of messages, or the message where it has none. */
  private void lines(Message message) throws IOException {
    TextBatch text = new TextBatch(console);
    FieldDescriptor list =
        message.getDescriptorForType().getFields().stream()
            .filter(field -> field.isRepeated() && !field.isMapField())
            .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
            .findFirst()
            .orElse(null);
    if (list == null) {
      text.print(jsonLine(message) + "\n");
    } else {
      for (int i = 0; i < message.getRepeatedFieldCount(list); i++) {
        text.print(jsonLine((Message) message.getRepeatedField(list, i)) + "\n");
      }
    }
    text.flush();
  }

  /** Says in words what an answer without data means, or prints it where a form is asked for. */
  void printOrSay(Message message, String words) throws IOException {
    if (format.isJson() || format == OutputFormat.YAML) {
      message(message);
    } else {
      console.say(words);
    }
  }

  /** Proto3 JSON, on several lines. */
  static String json(Message message) {
    return print(Details.printer(), message);
  }

  /** Proto3 JSON on one line. */
  static String jsonLine(Message message) {
    return print(Details.printer().omittingInsignificantWhitespace(), message);
  }

  /** A name on a line of its own. */
  static String name(Object name) {
    return (name instanceof ByteString bytes ? Escape.bytes(bytes) : Escape.text(name.toString()))
        + "\n";
  }

  private void table(View view, boolean wide) throws IOException {
    RowPrinter table = RowPrinter.of(console, format, view.columns(wide));
    for (Iterator<List<Object>> rows = view.rows(wide).iterator(); rows.hasNext(); ) {
      table.add(rows.next());
    }
    table.finish();
  }

  private void names(View view) throws IOException {
    StringBuilder text = new StringBuilder();
    view.names().forEach(name -> text.append(name(name)));
    console.print(text.toString());
  }

  private static String print(JsonFormat.Printer printer, Message message) {
    try {
      return printer.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("servers send details of known types only", e);
    }
  }
}
