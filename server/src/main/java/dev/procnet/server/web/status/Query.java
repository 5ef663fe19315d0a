package dev.procnet.server.web.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.net.UrlEscapers;
import com.google.common.primitives.Ints;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a URL. Of one that is there twice the last counts; an empty one, which forms
 * send for each field left blank, is as none.
 */
record Query(Map<String, String> values) {

  private static final Splitter AND = Splitter.on('&').omitEmptyStrings();

  /**
   * @param raw as it came; null: there is none
   * @throws BadRequest it is not encoded as forms are
   */
  static Query parse(@Nullable String raw) throws BadRequest {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : AND.split(raw == null ? "" : raw)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1)).strip();
      if (value.isEmpty()) {
        values.remove(name);
      } else {
        values.put(name, value);
      }
    }
    return new Query(values);
  }

  private static String decode(String text) throws BadRequest {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("the query is not encoded as forms are");
    }
  }

  /** A value, empty where there is none. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /**
   * A number from 0, or {@code otherwise} where there is none.
   *
   * @throws BadRequest it is none
   */
  int number(String name, int otherwise) throws BadRequest {
    String text = get(name);
    Integer number = text.isEmpty() ? Integer.valueOf(otherwise) : Ints.tryParse(text);
    if (number == null || number < 0) {
      throw new BadRequest(name + " is '" + text + "', expected a number from 0");
    }
    return number;
  }

  /** The same with another value; without the parameter, where that is empty. */
  Query with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    if (value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return new Query(changed);
  }

  /** As it stands in a link: {@code ?a=b&c=d}, or just the question mark. */
  String link() {
    return values.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return UrlEscapers.urlFormParameterEscaper().escape(text);
  }
}
