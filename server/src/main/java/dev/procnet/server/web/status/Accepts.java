package dev.procnet.server.web.status;

import com.google.common.base.Splitter;
import com.google.common.net.MediaType;
import com.sun.net.httpserver.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of two forms a caller would rather have, RFC 9110 section 12.5.1. Browsers ask for HTML by
 * name; curl takes anything, which is text.
 */
enum Accepts {
  HTML,
  TEXT,
  /** Neither will do. */
  NOTHING;

  private static final Splitter COMMA = Splitter.on(',').trimResults().omitEmptyStrings();
  private static final MediaType ANY_TEXT = MediaType.ANY_TEXT_TYPE;

  private record Range(MediaType type, double quality) {}

  /** What is not a media range says nothing; where nothing is said anything will do. */
  static Accepts of(Headers headers) {
    List<Range> ranges = ranges(headers.get("Accept"));
    if (ranges.isEmpty()) {
      return TEXT;
    }
    double html = quality(ranges, MediaType.create("text", "html"));
    double text = quality(ranges, MediaType.create("text", "plain"));
    if (html == 0 && text == 0) {
      return NOTHING;
    }
    return html > text ? HTML : TEXT;
  }

  private static List<Range> ranges(@Nullable List<String> headers) {
    List<Range> ranges = new ArrayList<>();
    for (String header : headers == null ? List.<String>of() : headers) {
      for (String part : COMMA.split(header)) {
        Range range = range(part);
        if (range != null) {
          ranges.add(range);
        }
      }
    }
    return ranges;
  }

  private static @Nullable Range range(String text) {
    try {
      MediaType type = MediaType.parse(text);
      List<String> quality = type.parameters().get("q");
      double weight = quality.isEmpty() ? 1 : Double.parseDouble(quality.getFirst());
      return weight >= 0 && weight <= 1 ? new Range(type.withoutParameters(), weight) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The most exact range counts. */
  private static double quality(List<Range> ranges, MediaType wanted) {
    for (MediaType form : List.of(wanted, ANY_TEXT, MediaType.ANY_TYPE)) {
      for (Range range : ranges) {
        if (range.type().equals(form)) {
          return range.quality();
        }
      }
    }
    return 0;
  }
}
