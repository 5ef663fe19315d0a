package dev.procnet.client.cli;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A net file on a terminal, drawn over itself whenever it changes, with the cells marked that are
 * not as they were. Marks are reverse video, which is no colour.
 */
final class FileScreen {

  private static final Pattern CELL = Pattern.compile("\\S+");
  private static final int TAB = 8;
  private static final String HOME = "\033[H";
  private static final String REST_OF_LINE = "\033[K";
  private static final String REST_OF_SCREEN = "\033[J";
  private static final String MARK = "\033[7m";
  private static final String NO_MARK = "\033[27m";

  private List<String> before = List.of();

  /**
   * What draws it.
   *
   * @param title for the first line
   * @param content of the file
   */
  String draw(String title, ByteString content, int rows, int columns) {
    List<String> now = lines(content);
    // Title, and the line that the cursor is left in.
    int room = Math.max(1, rows - 2);
    boolean fits = now.size() <= room;
    Set<String> known = new HashSet<>(before);
    StringBuilder screen = new StringBuilder(HOME);
    line(screen, cut(title, columns));
    for (int i = 0; i < (fits ? now.size() : room - 1); i++) {
      String line = now.get(i);
      // A line that was there elsewhere has only moved.
      boolean plain = before.isEmpty() || known.contains(line);
      line(screen, plain ? cut(line, columns) : marked(line, i, columns));
    }
    if (!fits) {
      line(screen, cut("... and " + (now.size() - room + 1) + " lines more", columns));
    }
    before = now;
    return screen.append(REST_OF_SCREEN).toString();
  }

  /** With marks for what differs from the line that was in its place. */
  private String marked(String line, int at, int columns) {
    List<String> old = at < before.size() ? cells(before.get(at)) : List.of();
    StringBuilder text = new StringBuilder();
    int end = 0;
    int cell = 0;
    for (MatchResult match : CELL.matcher(line).results().toList()) {
      boolean same = cell < old.size() && old.get(cell).equals(match.group());
      text.append(cut(line.substring(end, match.start()), columns - end));
      String shown = cut(match.group(), columns - match.start());
      text.append(same || shown.isEmpty() ? shown : MARK + shown + NO_MARK);
      end = match.end();
      cell++;
    }
    return text.toString();
  }

  private static List<String> cells(String line) {
    return CELL.matcher(line).results().map(MatchResult::group).toList();
  }

  private static String cut(String text, int columns) {
    return text.substring(0, Math.max(0, Math.min(text.length(), columns)));
  }

  private static void line(StringBuilder screen, String text) {
    screen.append(text).append(REST_OF_LINE).append("\r\n");
  }

  private static List<String> lines(ByteString content) {
    List<String> lines = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < content.size(); i++) {
      if (content.byteAt(i) == '\n') {
        lines.add(text(content.substring(begin, i)));
        begin = i + 1;
      }
    }
    if (begin < content.size()) {
      lines.add(text(content.substring(begin)));
    }
    return lines;
  }

  /** Tabs become blanks; what else a terminal would obey is escaped. */
  private static String text(ByteString line) {
    StringBuilder text = new StringBuilder();
    int begin = 0;
    for (int i = 0; i < line.size(); i++) {
      if (line.byteAt(i) == '\t') {
        text.append(Escape.bytes(line.substring(begin, i)));
        text.append(" ".repeat(TAB - text.length() % TAB));
        begin = i + 1;
      }
    }
    return text.append(Escape.bytes(line.substring(begin))).toString();
  }
}
