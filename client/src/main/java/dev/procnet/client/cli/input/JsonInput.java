package dev.procnet.client.cli.input;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON. Its parser tells no lines but of what is no JSON.
 *
 * @param file for errors
 */
record JsonInput(String file) {

  Document read(String text) throws InputException {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      Document document = new Document(JsonParser.parseReader(reader), Map.of());
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new InputException(file + ": one JSON value expected, there is more", List.of());
      }
      return document;
    } catch (JsonParseException | IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new InputException(file + ": not JSON: " + firstLine(cause), List.of());
    }
  }

  /** The lines after it point to the parser's own documentation. */
  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
