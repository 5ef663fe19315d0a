package dev.procnet.client.scenario;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.procnet.v1.Scenario;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON schema of scenario files, made of the protos: for editors, which then complete names and
 * mark wrong ones. JSON Schema 2020-12.
 */
public final class ScenarioSchema {

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private final Map<String, JsonObject> definitions = new TreeMap<>();

  private ScenarioSchema() {}

  /** The schema of a whole file. */
  public static JsonObject create() {
    ScenarioSchema schema = new ScenarioSchema();
    JsonObject root = new JsonObject();
    root.addProperty("$schema", DRAFT);
    root.addProperty("title", "Procnet scenario");
    root.addProperty("$ref", schema.reference(Scenario.getDescriptor()));
    JsonObject all = new JsonObject();
    schema.definitions.forEach(all::add);
    root.add("$defs", all);
    return root;
  }

  private String reference(Descriptor type) {
    if (!definitions.containsKey(type.getName())) {
      JsonObject definition = new JsonObject();
      // Before its fields are looked at, as they may have it again.
      definitions.put(type.getName(), definition);
      definition.addProperty("type", "object");
      definition.addProperty("additionalProperties", false);
      JsonObject properties = new JsonObject();
      for (FieldDescriptor field : type.getFields()) {
        JsonObject values = values(field);
        properties.add(field.getJsonName(), values);
        properties.add(field.getName(), values);
      }
      definition.add("properties", properties);
    }
    return "#/$defs/" + type.getName();
  }

  private JsonObject values(FieldDescriptor field) {
    if (!field.isRepeated()) {
      return value(field);
    }
    JsonObject list = typed("array");
    list.add("items", value(field));
    return list;
  }

  private JsonObject value(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> typed("boolean");
      case STRING, BYTE_STRING -> typed("string");
      case DOUBLE, FLOAT -> typed("number");
      case INT, LONG -> number(field);
      case ENUM -> names(field.getEnumType().getValues());
      case MESSAGE -> message(field.getMessageType());
    };
  }

  /** Proto3 JSON writes 64 bits as text, and `0x80` is text too. */
  private static JsonObject number(FieldDescriptor field) {
    boolean unsigned = field.getType().name().startsWith("UINT");
    JsonObject number = new JsonObject();
    number.add("type", words(List.of("integer", "string")));
    if (unsigned) {
      number.addProperty("minimum", 0);
    }
    number.addProperty("pattern", unsigned ? "^(0x[0-9a-fA-F]+|[0-9]+)$" : "^-?[0-9]+$");
    return number;
  }

  private static JsonObject names(List<EnumValueDescriptor> values) {
    JsonObject names = new JsonObject();
    names.add("enum", words(values.stream().map(EnumValueDescriptor::getName).toList()));
    return names;
  }

  private JsonObject message(Descriptor type) {
    switch (type.getFullName()) {
      case "google.protobuf.Duration" -> {
        JsonObject time = typed("string");
        time.addProperty("pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
        return time;
      }
      case "google.protobuf.Timestamp", "google.protobuf.FieldMask" -> {
        return typed("string");
      }
      default -> {
        JsonObject reference = new JsonObject();
        reference.addProperty("$ref", reference(type));
        return reference;
      }
    }
  }

  private static JsonObject typed(String type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", type);
    return schema;
  }

  private static JsonArray words(List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
