package dev.procnet.server.web.status;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import com.sun.net.httpserver.Headers;
import dev.procnet.server.stack.Stack;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells one content of a page from another, RFC 9110 section 8.8.3.
 *
 * @param text with its quotes
 */
record EntityTag(String text) {

  private static final Splitter COMMA = Splitter.on(',').trimResults();

  /**
   * Of what a stack shows.
   *
   * @param revision the newest that changed anything of it
   * @param form which page of that it is, and what else it depends on
   */
  static EntityTag of(Stack stack, long revision, String form) {
    // A stack of the same name that is made anew counts from 1 again.
    long made = ChronoUnit.MICROS.between(Instant.EPOCH, stack.createdAt());
    return new EntityTag("\"" + Long.toString(made, 36) + "-" + revision + form + "\"");
  }

  /** Of bytes. */
  static EntityTag of(byte[] content) {
    return new EntityTag("\"" + Hashing.sha256().hashBytes(content).toString() + "\"");
  }

  /** The caller has it already, as If-None-Match says. */
  boolean isKnown(Headers request) {
    @Nullable List<String> headers = request.get("If-None-Match");
    return headers != null
        && headers.stream()
            .flatMap(COMMA::splitToStream)
            .anyMatch(tag -> tag.equals("*") || withoutWeakness(tag).equals(text));
  }

  private static String withoutWeakness(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
