package dev.procnet.client.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioSchemaTest {

  private static final JsonObject SCHEMA = ScenarioSchema.create();

  static List<String> seeds() {
    return BuiltInSeeds.NAMES.stream().filter(name -> !name.equals(BuiltInSeeds.EMPTY)).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void builtInSeeds_areValid(String seed) throws InvalidProtocolBufferException {
    String json = JsonFormat.printer().print(BuiltInSeeds.get(seed).scenario());

    assertThat(wrong(JsonParser.parseString(json), SCHEMA)).isEmpty();
  }

  @Test
  void typosAndWrongTypes_areNot() {
    assertThat(wrong(JsonParser.parseString("{\"sede\": \"host\"}"), SCHEMA)).isEqualTo("sede");
    assertThat(wrong(JsonParser.parseString("{\"seed\": true}"), SCHEMA)).isEqualTo("true");
    assertThat(wrong(JsonParser.parseString("{\"profile\": \"PROFILE_X\"}"), SCHEMA))
        .isEqualTo("\"PROFILE_X\"");
    assertThat(wrong(JsonParser.parseString("{\"steps\": [{\"pause\": \"60\"}]}"), SCHEMA))
        .isEqualTo("\"60\"");
    assertThat(wrong(JsonParser.parseString("{\"steps\": {}}"), SCHEMA)).isEqualTo("{}");
  }

  /** The first that is not as the schema says, of what a schema of ours may say; empty: all is. */
  private static String wrong(JsonElement value, JsonObject schema) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").getAsString().substring("#/$defs/".length());
      return wrong(value, SCHEMA.getAsJsonObject("$defs").getAsJsonObject(name));
    }
    if (schema.has("enum")) {
      return schema.getAsJsonArray("enum").contains(value) ? "" : value.toString();
    }
    if (!hasType(value, schema.get("type"))) {
      return value.toString();
    }
    if (value instanceof JsonArray array) {
      return first(array.asList().stream().map(e -> wrong(e, schema.getAsJsonObject("items"))));
    }
    if (value instanceof JsonObject object) {
      JsonObject properties = schema.getAsJsonObject("properties");
      return first(
          object.entrySet().stream()
              .map(
                  field ->
                      properties.has(field.getKey())
                          ? wrong(field.getValue(), properties.getAsJsonObject(field.getKey()))
                          : field.getKey()));
    }
    boolean matches =
        !schema.has("pattern") || value.getAsString().matches(schema.get("pattern").getAsString());
    return matches ? "" : value.toString();
  }

  private static String first(java.util.stream.Stream<String> wrong) {
    return wrong.filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private static boolean hasType(JsonElement value, JsonElement types) {
    String type =
        value instanceof JsonObject
            ? "object"
            : value instanceof JsonArray
                ? "array"
                : value.getAsJsonPrimitive().isString()
                    ? "string"
                    : value.getAsJsonPrimitive().isBoolean() ? "boolean" : "integer";
    return types instanceof JsonArray several
        ? several.asList().stream().anyMatch(one -> one.getAsString().equals(type))
        : types.getAsString().equals(type);
  }
}
