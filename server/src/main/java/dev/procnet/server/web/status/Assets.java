package dev.procnet.server.web.status;

import com.google.common.io.Resources;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** {@code /assets/}: the style, the script and the icon of the pages, as they are in the jar. */
public final class Assets implements HttpHandler {

  /** Where they are. */
  public static final String PATH = "/assets/";

  private static final Map<String, String> TYPES =
      Map.of(
          "procnet.css", "text/css; charset=utf-8",
          "procnet.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private final Map<String, byte[]> contents = new HashMap<>();

  @Inject
  public Assets() throws IOException {
    for (String name : TYPES.keySet()) {
      contents.put(name, Resources.toByteArray(Resources.getResource(Assets.class, name)));
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(PATH.length());
    byte[] content = contents.get(name);
    String type = TYPES.get(name);
    if (content == null || type == null) {
      Answer.text(exchange, 404, "no such asset");
      return;
    }
    EntityTag tag = EntityTag.of(content);
    if (tag.isKnown(exchange.getRequestHeaders())) {
      Answer.notModified(exchange, tag);
    } else {
      Answer.bytes(exchange, type, tag, content);
    }
  }
}
