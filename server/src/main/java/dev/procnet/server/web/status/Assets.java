package dev.procnet.server.web.status;

import com.google.common.io.Resources;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
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

  private final Map<String, Asset> assets = new HashMap<>();

  private record Asset(String type, EntityTag tag, ByteString content) {}

  @Inject
  public Assets() throws IOException {
    for (Map.Entry<String, String> type : TYPES.entrySet()) {
      URL resource = Resources.getResource(Assets.class, type.getKey());
      byte[] content = Resources.toByteArray(resource);
      assets.put(
          type.getKey(),
          new Asset(type.getValue(), EntityTag.of(content), ByteString.copyFrom(content)));
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(PATH.length());
    Asset asset = assets.get(name);
    if (asset == null) {
      Answer.text(exchange, 404, "no such asset");
      return;
    }
    if (asset.tag().isKnown(exchange.getRequestHeaders())) {
      Answer.notModified(exchange, asset.tag());
    } else {
      Answer.bytes(exchange, asset.type(), asset.tag(), asset.content());
    }
  }
}
