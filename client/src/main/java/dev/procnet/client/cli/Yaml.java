package dev.procnet.client.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;

/** JSON as YAML: the same tree, 64-bit numbers as text in both. */
final class Yaml {

  private static final int LONGEST_LINE = 1 << 20;

  private Yaml() {}

  /** One document. */
  static String ofJson(String json) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(LONGEST_LINE);
    return new org.yaml.snakeyaml.Yaml(options).dump(tree(JsonParser.parseString(json)));
  }

  private static @Nullable Object tree(JsonElement json) {
    if (json instanceof JsonObject object) {
      return map(object);
    }
    if (json instanceof JsonArray array) {
      return array.asList().stream().map(Yaml::tree).toList();
    }
    return json.isJsonNull() ? null : scalar(json.getAsJsonPrimitive());
  }

  private static Map<String, @Nullable Object> map(JsonObject object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    object.entrySet().forEach(entry -> map.put(entry.getKey(), tree(entry.getValue())));
    return map;
  }

  private static Object scalar(com.google.gson.JsonPrimitive value) {
    if (value.isBoolean()) {
      return value.getAsBoolean();
    }
    return value.isNumber() ? number(value) : value.getAsString();
  }

  /** In proto3 JSON a number of the API is one of at most 32 bits. */
  private static Number number(com.google.gson.JsonPrimitive value) {
    return value.getAsBigDecimal().stripTrailingZeros().scale() <= 0
        ? (Number) value.getAsLong()
        : (Number) value.getAsDouble();
  }
}
