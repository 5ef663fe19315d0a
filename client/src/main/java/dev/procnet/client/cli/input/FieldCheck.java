package dev.procnet.client.cli.input;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.procnet.client.FieldViolation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares a tree with the message that it is to become, before protobuf's own parser does: that
 * one stops at the first problem and does not say where it is. Numbers may be written as {@code
 * 0x80}; the tree has them in decimal afterwards.
 *
 * @param document the tree
 * @param problems takes what is wrong
 */
record FieldCheck(Document document, List<FieldViolation> problems) {

  /** Checks the whole tree. */
  void check(Descriptor type) {
    message(document.root().getAsJsonObject(), type, "");
  }

  /** The field that a key names, as JSON or as the API writes it. */
  static Optional<FieldDescriptor> find(Descriptor type, String key) {
    return type.getFields().stream()
        .filter(field -> field.getJsonName().equals(key) || field.getName().equals(key))
        .findFirst();
  }

  private void message(JsonObject object, Descriptor type, String path) {
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      String at = Paths.field(path, entry.getKey());
      Optional<FieldDescriptor> field = find(type, entry.getKey());
      if (field.isEmpty()) {
        problem(at, "no field of " + type.getName() + Nearest.hint(entry.getKey(), names(type)));
      } else {
        entry.setValue(field(entry.getValue(), field.get(), at));
      }
    }
  }

  private JsonElement field(JsonElement value, FieldDescriptor field, String path) {
    if (value.isJsonNull()) {
      return value;
    }
    if (field.isMapField()) {
      return map(value, field, path);
    }
    if (!field.isRepeated()) {
      return single(value, field, path);
    }
    if (!(value instanceof JsonArray array)) {
      problem(path, "a list expected");
      return value;
    }
    for (int i = 0; i < array.size(); i++) {
      array.set(i, single(array.get(i), field, Paths.element(path, i)));
    }
    return array;
  }

  private JsonElement map(JsonElement value, FieldDescriptor field, String path) {
    if (value instanceof JsonObject object) {
      FieldDescriptor type = field.getMessageType().findFieldByName("value");
      object
          .entrySet()
          .forEach(
              entry ->
                  entry.setValue(
                      single(entry.getValue(), type, Paths.field(path, entry.getKey()))));
    } else {
      problem(path, "keys and values expected");
    }
    return value;
  }

  private JsonElement single(JsonElement value, FieldDescriptor field, String path) {
    if (isDetail(field) && value instanceof JsonObject) {
      return value;
    }
    if (field.getJavaType() == JavaType.MESSAGE && !isScalar(field.getMessageType())) {
      if (value instanceof JsonObject object) {
        message(object, field.getMessageType(), path);
      } else {
        problem(path, "fields of " + field.getMessageType().getName() + " expected");
      }
      return value;
    }
    if (!(value instanceof JsonPrimitive primitive)) {
      problem(path, "a value expected");
      return value;
    }
    Scalar.Result result = Scalar.of(field).read(primitive.getAsString());
    result.problem().ifPresent(words -> problem(path, words));
    return new JsonPrimitive(result.value());
  }

  /** Names its own type, which who reads the whole message looks up. */
  private static boolean isDetail(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE
        && field.getMessageType().equals(Any.getDescriptor());
  }

  /** Messages that JSON writes as text: times and masks. */
  private static boolean isScalar(Descriptor type) {
    return type.getFile().getPackage().equals("google.protobuf");
  }

  private static List<String> names(Descriptor type) {
    return type.getFields().stream()
        .flatMap(field -> Stream.of(field.getJsonName(), field.getName()))
        .toList();
  }

  private void problem(String path, String words) {
    Optional<Integer> line = Optional.ofNullable(document.lines().get(path));
    problems.add(new FieldViolation(line.map(n -> "line " + n + ", ").orElse("") + path, words));
  }
}
