package dev.procnet.client.testing;

import dev.procnet.v1.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a net file. */
public final class NetFileAssert extends AbstractAssert<NetFileAssert, String> {

  private static final int MOST_LINES = 40;

  private final StackView view;
  private final String name;

  NetFileAssert(StackView view, String name) {
    super(view.file(name), NetFileAssert.class);
    this.view = view;
    this.name = name;
  }

  /** One of the file's sockets is as described. */
  public NetFileAssert hasSocket(SocketCondition condition) {
    List<Socket> sockets = sockets();
    if (sockets.stream().noneMatch(condition::holds)) {
      failWithMessage(
          "%s of %s: no socket is %s%n%s%n%s",
          name, view, condition, nearest(sockets, condition), shown());
    }
    return this;
  }

  /** None of the file's sockets is as described. */
  public NetFileAssert hasNoSocket(SocketCondition condition) {
    sockets().stream()
        .filter(condition::holds)
        .findFirst()
        .ifPresent(
            socket ->
                failWithMessage(
                    "%s of %s: a socket is %s, none expected:%n%s",
                    name, view, condition, describe(socket)));
    return this;
  }

  /** So many of the file's sockets are as described. */
  public NetFileAssert hasSockets(int count, SocketCondition condition) {
    long found = sockets().stream().filter(condition::holds).count();
    if (found != count) {
      failWithMessage(
          "%s of %s: %d sockets are %s, expected %d%n%s",
          name, view, found, condition, count, shown());
    }
    return this;
  }

  /** A line has all of these words. */
  public NetFileAssert hasLineWith(String... words) {
    if (actual.lines().noneMatch(line -> Stream.of(words).allMatch(line::contains))) {
      failWithMessage("%s of %s: no line has all of %s%n%s", name, view, List.of(words), shown());
    }
    return this;
  }

  /** Its text is exactly that. */
  public NetFileAssert hasContent(String expected) {
    if (!actual.equals(expected)) {
      failWithMessage(
          "%s of %s: differs from what was expected (-) so (+):%n%s",
          name, view, LineDiff.of(expected, actual, MOST_LINES));
    }
    return this;
  }

  private List<Socket> sockets() {
    if (!SocketFiles.has(name)) {
      throw new AssertionError(
          "'" + name + "' is no file of sockets, expected one of " + SocketFiles.names());
    }
    return view.sockets().stream().filter(socket -> SocketFiles.shows(name, socket)).toList();
  }

  private String nearest(List<Socket> sockets, SocketCondition condition) {
    return sockets.stream()
        .min(Comparator.comparingInt(socket -> condition.differences(socket).size()))
        .map(
            socket ->
                "nearest: "
                    + describe(socket)
                    + "\n  but "
                    + String.join("; ", condition.differences(socket)))
        .orElse("it has no sockets");
  }

  private String describe(Socket socket) {
    String inode = Long.toUnsignedString(socket.getInode());
    String row =
        actual
            .lines()
            .filter(line -> socket.getInode() != 0 && List.of(line.split("\\s+")).contains(inode))
            .findFirst()
            .map(line -> "\n  row: " + line.stripTrailing())
            .orElse("");
    return SocketFiles.words(socket) + row;
  }

  private String shown() {
    List<String> lines = actual.lines().map(String::stripTrailing).toList();
    String more =
        lines.size() > MOST_LINES ? "\n  ... " + (lines.size() - MOST_LINES) + " more" : "";
    return "the file:\n  "
        + String.join("\n  ", lines.subList(0, Math.min(MOST_LINES, lines.size())))
        + more;
  }
}
