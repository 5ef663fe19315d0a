package dev.procnet.server.web.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.procnet.server.web.Answers;
import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends what pages are made of, with what keeps browsers from making anything else of it. */
final class Answer {

  /** As text of a net file is said to be too: what is not UTF-8 in it is for the caller to show. */
  static final String TEXT = "text/plain; charset=utf-8";

  private static final String HTML = "text/html; charset=utf-8";

  /** Nothing but what this server itself serves, nothing inline, and no frame around it. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private Answer() {}

  /** A page, never kept by a cache. */
  static void html(HttpExchange exchange, int status, JteModel page) throws IOException {
    html(exchange, status, page, null);
  }

  /**
   * A page. It is made before anything is sent: one that fails is told as such.
   *
   * @param tag lets the caller keep it and ask whether it is still the same; null: does not
   */
  static void html(HttpExchange exchange, int status, JteModel page, @Nullable EntityTag tag)
      throws IOException {
    Utf8ByteOutput content = new Utf8ByteOutput();
    page.render(content);
    send(exchange, status, HTML, tag, content.getContentLength(), content::writeTo);
  }

  /** A line of text. */
  static void text(HttpExchange exchange, int status, String line) throws IOException {
    byte[] content = (line + "\n").getBytes(UTF_8);
    send(exchange, status, TEXT, null, content.length, out -> out.write(content));
  }

  /** What is there as a whole. */
  static void bytes(HttpExchange exchange, String type, EntityTag tag, ByteString content)
      throws IOException {
    send(exchange, 200, type, tag, content.size(), content::writeTo);
  }

  /**
   * Content of known length, so that one that is cut short is seen to be.
   *
   * @param body writes just as many bytes
   */
  static void send(
      HttpExchange exchange,
      int status,
      String type,
      @Nullable EntityTag tag,
      long length,
      Answers.Body body)
      throws IOException {
    headers(exchange.getResponseHeaders(), tag);
    exchange.getResponseHeaders().set("Content-Type", type);
    Answers.send(exchange, status, length, body);
  }

  /** The caller has it already. */
  static void notModified(HttpExchange exchange, EntityTag tag) throws IOException {
    headers(exchange.getResponseHeaders(), tag);
    exchange.sendResponseHeaders(304, Answers.NO_BODY);
  }

  private static void headers(Headers headers, @Nullable EntityTag tag) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Vary", "Accept");
    if (tag == null) {
      headers.set("Cache-Control", "no-store");
    } else {
      headers.set("Cache-Control", "private, no-cache");
      headers.set("ETag", tag.text());
    }
  }
}
