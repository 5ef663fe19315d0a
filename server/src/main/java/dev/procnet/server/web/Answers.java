package dev.procnet.server.web;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

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
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    send(exchange, status, ByteString.copyFromUtf8(content));
  }

  /** Headers other than the length are set already. */
  static void send(HttpExchange exchange, int status, ByteString body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.size()));
      exchange.sendResponseHeaders(status, NO_BODY);
      return;
    }
    // To the JDK a length of 0 means an unknown one.
    exchange.sendResponseHeaders(status, body.isEmpty() ? NO_BODY : body.size());
    try (OutputStream out = exchange.getResponseBody();
        InputStream in = body.newInput()) {
      // In pieces, as the JDK copies whatever it is given at once.
      in.transferTo(out);
    }
  }
}
