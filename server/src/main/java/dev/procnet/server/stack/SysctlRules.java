package dev.procnet.server.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What systems take when a sysctl below net/ is written. net/core/sysctl_net_core.c,
 * net/ipv4/sysctl_net_ipv4.c, net/ipv4/devinet.c, net/ipv6/addrconf.c, kernel/sysctl.c.
 */
final class SysctlRules {

  /** gVisor lets only these be written. pkg/sentry/fsimpl/proc/tasks_sys.go. */
  private static final Set<String> GVISOR_WRITABLE =
      Set.of(
          "ipv4/ip_forward",
          "ipv4/ip_local_port_range",
          "ipv4/tcp_recovery",
          "ipv4/tcp_rmem",
          "ipv4/tcp_sack",
          "ipv4/tcp_wmem");

  private static final Pattern OF_INTERFACE =
      Pattern.compile("(ipv[46]/(?:conf|neigh))/[^/]+/([^/]+)");

  private static final Rule READ_ONLY = new Rule(Kind.READ_ONLY, 0, 0, "");
  private static final Map<String, Rule> RULES = load();

  private SysctlRules() {}

  /** How the text that is written is understood. */
  enum Kind {
    INT,
    INTS,
    RANGE,
    GROUPS,
    BITS,
    ONE_OF,
    READ_ONLY
  }

  /**
   * A rule.
   *
   * @param least of each number
   * @param most of each number, signed
   * @param choices the sysctl that lists them; empty but for ONE_OF
   */
  record Rule(Kind kind, long least, long most, String choices) {}

  /** The rule of a sysctl; null: what it takes is not known. */
  static @Nullable Rule of(Profile profile, String name) {
    if (!profile.isLinux() && !GVISOR_WRITABLE.contains(name)) {
      return READ_ONLY;
    }
    return RULES.get(OF_INTERFACE.matcher(name).replaceFirst("$1/*/$2"));
  }

  private static Map<String, Rule> load() {
    Properties lines = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(
            SysctlRules.class.getResourceAsStream("sysctl-rules.properties"),
            "sysctl-rules.properties is on the class path")) {
      lines.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("sysctl-rules.properties can't be read", e);
    }
    Map<String, Rule> rules = new HashMap<>();
    lines.stringPropertyNames().forEach(name -> rules.put(name, rule(lines.getProperty(name))));
    return Map.copyOf(rules);
  }

  private static Rule rule(String line) {
    List<String> words = List.of(line.split(" "));
    Kind kind = Kind.valueOf(words.getFirst().toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    return switch (kind) {
      case INT, INTS, RANGE, GROUPS ->
          new Rule(kind, Long.parseLong(words.get(1)), Long.parseLong(words.get(2)), "");
      case BITS -> new Rule(kind, 0, Long.parseLong(words.get(1)), "");
      case ONE_OF -> new Rule(kind, 0, 0, words.get(1));
      case READ_ONLY -> READ_ONLY;
    };
  }
}
