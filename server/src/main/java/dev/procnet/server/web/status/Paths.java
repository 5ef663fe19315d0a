package dev.procnet.server.web.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.net.UrlEscapers;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Paths of URLs: links that can be shared, and the names that they are made of. */
final class Paths {

  private static final Splitter SLASH = Splitter.on('/');

  private Paths() {}

  /**
   * The names that a path is made of, decoded one by one, so that a slash within a name is not one
   * between two.
   *
   * @param raw as it came: {@code /stacks/a/net/tcp}
   * @throws BadRequest a name is {@code .} or {@code ..}, or has a slash or NUL in it
   */
  static List<String> names(String raw) throws BadRequest {
    List<String> names = new ArrayList<>();
    for (String part : SLASH.split(raw.substring(1))) {
      // A plus stands for itself in a path.
      String name = URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
      if (name.equals(".") || name.equals("..")) {
        throw new BadRequest("the path has '" + name + "', expected names of stacks and files");
      }
      if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
        throw new BadRequest("the path has an encoded slash or NUL, expected neither in a name");
      }
      names.add(name);
    }
    return names;
  }

  /** The page of a stack. */
  static String stack(String stack) {
    return "/stacks/" + encoded(stack);
  }

  /** The sockets of a stack. */
  static String sockets(String stack) {
    return stack(stack) + "/sockets";
  }

  /** What of a stack's page moves. */
  static String live(String stack) {
    return stack(stack) + "/live";
  }

  /** A net file, or a directory of them: its name ends with a slash, or is empty. */
  static String file(String stack, String name) {
    return SLASH
        .splitToStream(name)
        .map(Paths::encoded)
        .collect(Collectors.joining("/", stack(stack) + "/net/", ""));
  }

  private static String encoded(String name) {
    return UrlEscapers.urlPathSegmentEscaper().escape(name);
  }
}
