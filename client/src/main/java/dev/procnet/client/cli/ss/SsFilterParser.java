package dev.procnet.client.cli.ss;

import dev.procnet.client.cli.input.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the filter that follows options and states. {@code and}, {@code or} and nothing between two
 * conditions bind equally and from the left, as in {@code ss}: {@code a or b and c} is {@code (a or
 * b) and c}. {@code not} binds the condition that follows.
 */
final class SsFilterParser {

  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("!", "not"),
          Map.entry("not", "not"),
          Map.entry("&", "and"),
          Map.entry("&&", "and"),
          Map.entry("and", "and"),
          Map.entry("|", "or"),
          Map.entry("||", "or"),
          Map.entry("or", "or"),
          Map.entry(">=", ">="),
          Map.entry("ge", ">="),
          Map.entry("geq", ">="),
          Map.entry("<=", "<="),
          Map.entry("le", "<="),
          Map.entry("leq", "<="),
          Map.entry("!=", "!="),
          Map.entry("ne", "!="),
          Map.entry("neq", "!="),
          Map.entry("=", "="),
          Map.entry("==", "="),
          Map.entry("eq", "="),
          Map.entry(">", ">"),
          Map.entry("gt", ">"),
          Map.entry("<", "<"),
          Map.entry("lt", "<"));

  private static final List<String> CONDITIONS =
      List.of("src", "dst", "sport", "dport", "dev", "autobound", "fwmark", "cgroup");

  private final List<String> tokens;
  private final SsHostParser hosts;
  private final SsDevices devices;
  private final SsNames names;
  private int at;

  SsFilterParser(List<String> words, SsHostParser hosts, SsDevices devices, SsNames names) {
    this.tokens = tokens(words);
    this.hosts = hosts;
    this.devices = devices;
    this.names = names;
  }

  /**
   * The filter that the words make.
   *
   * @throws SsException saying which word was not expected
   */
  SsCondition parse() {
    if (tokens.isEmpty()) {
      return new SsCondition.Any();
    }
    SsCondition condition = list();
    if (at < tokens.size()) {
      throw unexpected("the end of the filter");
    }
    return condition;
  }

  private SsCondition list() {
    SsCondition left = condition();
    while (at < tokens.size() && !tokens.get(at).equals(")")) {
      if (takes("or")) {
        left = new SsCondition.Or(left, condition());
      } else {
        takes("and");
        left = new SsCondition.And(left, condition());
      }
    }
    return left;
  }

  private SsCondition condition() {
    if (takes("not")) {
      return new SsCondition.Not(condition());
    }
    if (takes("(")) {
      SsCondition inner = list();
      if (!takes(")")) {
        throw unexpected("a closing parenthesis");
      }
      return inner;
    }
    String word = at < tokens.size() ? tokens.get(at) : "";
    if (!CONDITIONS.contains(word)) {
      throw unexpected("a condition (" + String.join(", ", CONDITIONS) + ", not, parenthesis)");
    }
    at++;
    return switch (word) {
      case "src", "dst" -> address(word.equals("dst"));
      case "sport", "dport" -> port(word.equals("dport"));
      case "dev" -> device();
      case "autobound" -> new SsCondition.Other(this::isAutobound);
      case "fwmark" -> mark();
      default -> throw new SsException("filter: cgroup: no net file tells the cgroup of a socket");
    };
  }

  private SsCondition address(boolean remote) {
    takes("=");
    return hosts.parse(value("an address"), false, remote);
  }

  private SsCondition port(boolean remote) {
    String operator = operator();
    SsCondition.Host host = hosts.parse(value("a port"), true, remote);
    return switch (operator) {
      case ">=" -> compared(host, remote, order -> order >= 0);
      case "<=" -> compared(host, remote, order -> order <= 0);
      case ">" -> compared(host, remote, order -> order > 0);
      case "<" -> compared(host, remote, order -> order < 0);
      case "!=" -> new SsCondition.Not(host);
      default -> host;
    };
  }

  private static SsCondition compared(SsCondition.Host host, boolean remote, IntPredicate test) {
    int port = host.port() == null ? -1 : host.port();
    return new SsCondition.Other(
        s -> test.test(Integer.compare(remote ? s.remotePort() : s.localPort(), port)));
  }

  private SsCondition device() {
    boolean not = equality();
    String word = value("an interface");
    OptionalInt index = devices.index(word);
    if (index.isEmpty()) {
      index = CNumbers.parseInt(word);
    }
    int wanted =
        index.orElseThrow(
            () -> new SsException("filter: '" + word + "': an interface of the stack expected"));
    SsCondition condition = new SsCondition.Other(socket -> socket.device() == wanted);
    return not ? new SsCondition.Not(condition) : condition;
  }

  /** No net file tells a mark: all are 0, for ss too when it reads files. */
  private SsCondition mark() {
    boolean not = equality();
    String word = value("a mark");
    OptionalInt mark = CNumbers.parseInt(word.replaceFirst("/.*", ""));
    int wanted =
        mark.orElseThrow(
            () -> new SsException("filter: '" + word + "': a mark as 0x1/0xff expected"));
    SsCondition condition = new SsCondition.Other(socket -> wanted == 0);
    return not ? new SsCondition.Not(condition) : condition;
  }

  private boolean isAutobound(SsSocket socket) {
    return switch (socket.family()) {
      case UNIX -> socket.name() == null || socket.name().matches("@[0-9a-f]{5}");
      case LINK -> socket.localPort() == 0 && socket.protocol() == 0;
      case NETLINK -> socket.localPort() < 0;
      default -> names.isEphemeral(socket.localPort());
    };
  }

  /** {@code =}, {@code !=} or nothing. */
  private boolean equality() {
    boolean not = takes("!=");
    if (!not) {
      takes("=");
    }
    return not;
  }

  private String operator() {
    String operator = at < tokens.size() ? OPERATORS.get(tokens.get(at)) : null;
    boolean compares = operator != null && !List.of("not", "and", "or").contains(operator);
    at += compares ? 1 : 0;
    return compares ? String.valueOf(operator) : "=";
  }

  private boolean takes(String wanted) {
    boolean is =
        at < tokens.size() && wanted.equals(OPERATORS.getOrDefault(tokens.get(at), tokens.get(at)));
    at += is ? 1 : 0;
    return is;
  }

  private String value(String expected) {
    String word = at < tokens.size() ? tokens.get(at) : ")";
    if (OPERATORS.containsKey(word) || CONDITIONS.contains(word) || "()".contains(word)) {
      throw unexpected(expected);
    }
    at++;
    return word;
  }

  private SsException unexpected(String expected) {
    if (at == tokens.size()) {
      return new SsException("filter: it ends where " + expected + " is expected");
    }
    String word = tokens.get(at);
    return new SsException("filter: '" + word + "': " + expected + " expected" + hint(word));
  }

  private static String hint(String word) {
    if (List.of("state", "exclude", "excl").contains(word)) {
      return "; states stand before the filter";
    }
    if (word.length() > 1 && (word.startsWith("(") || word.endsWith(")"))) {
      return "; parentheses are words of their own: put blanks around them";
    }
    int operator = word.indexOf('=');
    if (operator > 0 && CONDITIONS.contains(word.substring(0, operator))) {
      return "; put blanks around '='";
    }
    return Nearest.hint(word, CONDITIONS);
  }

  /** Words are divided at blanks; a backslash keeps the character after it. */
  private static List<String> tokens(List<String> words) {
    List<String> tokens = new ArrayList<>();
    for (String word : words) {
      @Nullable StringBuilder token = null;
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (c == ' ' || c == '\t') {
          token = ended(token, tokens);
        } else {
          i += c == '\\' && i + 1 < word.length() ? 1 : 0;
          token = (token == null ? new StringBuilder() : token).append(word.charAt(i));
        }
      }
      ended(token, tokens);
    }
    return tokens;
  }

  private static @Nullable StringBuilder ended(@Nullable StringBuilder token, List<String> tokens) {
    if (token != null) {
      tokens.add(token.toString());
    }
    return null;
  }
}
