package dev.procnet.server.web.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/**
 * Where the script of a page asks for values.
 *
 * @param link relative to this server
 * @param shape of the page as it is, as {@link Live#shape}
 */
record LivePart(String link, String shape) {

  private static final Gson GSON = new Gson();

  private record Json(String shape, Map<String, String> values) {}

  static LivePart of(String link, Map<String, String> values) {
    return new LivePart(link, Live.shape(values));
  }

  /** Answers with the values; numbers are text, as they may have more bits than a script's. */
  static void send(HttpExchange exchange, Map<String, String> values) throws IOException {
    byte[] json = GSON.toJson(new Json(Live.shape(values), values)).getBytes(UTF_8);
    EntityTag tag = EntityTag.of(json);
    if (tag.isKnown(exchange.getRequestHeaders())) {
      Answer.notModified(exchange, tag);
    } else {
      Answer.bytes(exchange, "application/json", tag, ByteString.copyFrom(json));
    }
  }
}
