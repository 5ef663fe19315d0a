package dev.procnet.server.web;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends answers whose length is known. */
public final class Answers {

  /** As {@link HttpExchange#sendResponseHeaders} wants it. */
  public static final int NO_BODY = -1;

  private Answers() {}

  /** Writes a body. */
  public interface Body {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

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
    send(
        exchange,
        status,
        body.size(),
        out -> {
          try (InputStream in = body.newInput()) {
            // In pieces, as the JDK copies whatever it is given at once.
            in.transferTo(out);
          }
        });
  }

  /**
   * An answer of known length, so that one that is cut short is seen to be. Headers other than the
   * length are set already.
   *
   * @param length bytes, 0 or more
   * @param body writes just as many; not asked where there are none, or only the head was asked for
   */
  public static void send(HttpExchange exchange, int status, long length, Body body)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
      exchange.sendResponseHeaders(status, NO_BODY);
      return;
    }
    // To the JDK a length of 0 means an unknown one.
    exchange.sendResponseHeaders(status, length == 0 ? NO_BODY : length);
    if (length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        body.writeTo(out);
      }
    }
  }
}
