package dev.procnet.client.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The fields of any message as text that is fit for a terminal, those of messages within it under
 * their path: {@code original.source}.
 */
final class EntryFields {

  private static final String UNSPECIFIED = "UNSPECIFIED";

  private EntryFields() {}

  /** Every field that such a message can have, in the order of the API. */
  static List<String> names(FieldDescriptor of) {
    return of.getMessageType().getFields().stream().map(FieldDescriptor::getName).toList();
  }

  /** Every path that such a message can have, in the order of the API. */
  static List<String> paths(FieldDescriptor of) {
    List<String> paths = new ArrayList<>();
    addPaths(paths, "", of);
    return paths;
  }

  private static void addPaths(List<String> paths, String prefix, FieldDescriptor of) {
    for (FieldDescriptor field : of.getMessageType().getFields()) {
      if (isPart(field)) {
        addPaths(paths, prefix + field.getName() + ".", field);
      } else {
        paths.add(prefix + field.getName());
      }
    }
  }

  /** The fields of a message by path. What is not said is not there; zeros are. */
  static Map<String, String> of(Message message) {
    Map<String, String> fields = new LinkedHashMap<>();
    add(fields, "", message);
    return fields;
  }

  /** The fields of a message by name, those of a message within it on one line. */
  static Map<String, String> ofWhole(Message message) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (!field.hasPresence() || message.hasField(field)) {
        Object value = message.getField(field);
        fields.put(field.getName(), isPart(field) ? line((Message) value) : text(field, value));
      }
    }
    fields.values().removeIf(String::isEmpty);
    return fields;
  }

  private static void add(Map<String, String> fields, String prefix, Message message) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      String path = prefix + field.getName();
      if (field.hasPresence() && !message.hasField(field)) {
        continue;
      }
      if (isPart(field)) {
        add(fields, path + ".", (Message) message.getField(field));
      } else {
        String text = text(field, message.getField(field));
        if (!text.isEmpty()) {
          fields.put(path, text);
        }
      }
    }
  }

  private static boolean isPart(FieldDescriptor field) {
    return !field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  private static String text(FieldDescriptor field, Object value) {
    return value instanceof List<?> values
        ? values.stream().map(each -> single(field, each)).collect(Collectors.joining(","))
        : single(field, value);
  }

  private static String single(FieldDescriptor field, Object value) {
    if (value instanceof Message message) {
      return "{" + line(message) + "}";
    }
    if (value instanceof ByteString bytes) {
      return Escape.bytes(bytes);
    }
    if (value instanceof EnumValueDescriptor constant) {
      return text(constant);
    }
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    return switch (field.getType()) {
      case UINT32, FIXED32 -> Unsigned.text((int) value);
      case UINT64, FIXED64 -> Unsigned.text((long) value);
      default -> Escape.text(Objects.toString(value));
    };
  }

  /** A constant without the prefix of its enum; one that is not known, as its number. */
  private static String text(EnumValueDescriptor constant) {
    String first = constant.getType().getValues().get(0).getName();
    if (constant.getName().equals(first) && first.endsWith(UNSPECIFIED)) {
      return "";
    }
    int prefix = first.endsWith(UNSPECIFIED) ? first.length() - UNSPECIFIED.length() : 0;
    return constant.getIndex() < 0
        ? Integer.toString(constant.getNumber())
        : constant.getName().substring(prefix).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of a message on one line. */
  static String line(Message message) {
    return of(message).entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(" "));
  }
}
