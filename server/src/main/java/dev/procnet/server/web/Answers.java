package dev.procnet.server.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers that are there as a whole. */
final class Answers {

  /** As {@link HttpExchange#sendResponseHeaders} wants it. */
  private static final int NO_BODY = -1;

  private Answers() {}

  /** One line of text. */
  static void text(HttpExchange exchange, int status, String line) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", line + "\n");
  }

  static void send(HttpExchange exchange, int status, String type, String content)
      throws IOException {
    byte[] body = content.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, NO_BODY);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
