package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.SysctlRules.Kind;
import dev.procnet.server.stack.SysctlRules.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mutations of sysctls, and what a system changes with them. */
final class SysctlMutations {

  private static final List<String> OF_INTERFACES =
      List.of("ipv4/conf/", "ipv4/neigh/", "ipv6/conf/", "ipv6/neigh/");

  /** No interface has directories of these names. net/ipv4/devinet.c, net/ipv6/addrconf.c. */
  private static final Set<String> RESERVED = Set.of("all", "default");

  /** Of IPv6, those of all interfaces are set with the one of "all". net/ipv6/addrconf.c. */
  private static final Set<String> FOR_ALL =
      Set.of(
          "forwarding",
          "disable_ipv6",
          "ignore_routes_with_linkdown",
          "addr_gen_mode",
          "force_forwarding");

  /** The one for later interfaces stays as it is. */
  private static final String NOT_FOR_LATER = "force_forwarding";

  /** The first may not be above the second, and both are single numbers. */
  private static final Map<String, String> AT_MOST =
      Map.of(
          "ipv4/ipfrag_low_thresh", "ipv4/ipfrag_high_thresh",
          "ipv6/ip6frag_low_thresh", "ipv6/ip6frag_high_thresh",
          // Its low end: ports for everyone may not be among those that are picked.
          "ipv4/ip_unprivileged_port_start", "ipv4/ip_local_port_range");

  private SysctlMutations() {}

  /**
   * Writes to a sysctl.
   *
   * @param name below /proc/sys/net: {@code ipv4/ip_forward}
   */
  static Result set(Draft draft, String name, String text) {
    ByteString old = value(draft, name);
    if (old == null) {
      throw ProcnetException.of(
          Reason.ENTITY_NOT_FOUND,
          "no sysctl 'sys/net/" + name + "' in this stack" + imported(draft),
          "kind",
          "sysctl",
          "key",
          "sys/net/" + name);
    }
    ByteString value = checked(draft, name, old, text);
    boolean changed = put(draft, name, value);
    return follow(draft, name, value) || changed ? Result.CHANGED : Result.UNCHANGED;
  }

  /** What else such a system has is not known, so none is made up beside what was captured. */
  private static String imported(Draft draft) {
    return draft.table(Section.SYSCTLS).size() == 0
        ? ", which was imported without sys/net: import it with one to set them"
        : "";
  }

  private static ByteString checked(Draft draft, String name, ByteString old, String text) {
    Rule rule = SysctlRules.of(draft.profile(), name);
    if (rule == null) {
      return SysctlText.like(old, SysctlText.line(text));
    }
    if (rule.kind() == Kind.READ_ONLY) {
      throw ProcnetException.field(
          "set_sysctl.name", "is 'sys/net/" + name + "', which is read-only, expected another");
    }
    ByteString value = SysctlText.written(rule, old, text);
    if (rule.kind() == Kind.ONE_OF) {
      checkChoice(draft, rule, SysctlText.line(text));
    }
    checkPair(draft, name, value);
    return value;
  }

  private static void checkChoice(Draft draft, Rule rule, String word) {
    ByteString choices = value(draft, rule.choices());
    if (choices != null && !SysctlText.words(choices).contains(word)) {
      throw SysctlText.wrong(word, "one of " + String.join(", ", SysctlText.words(choices)));
    }
  }

  private static void checkPair(Draft draft, String name, ByteString value) {
    AT_MOST.forEach(
        (low, high) -> {
          if (name.equals(low) || name.equals(high)) {
            Long least = SysctlText.number(name.equals(low) ? value : value(draft, low));
            Long most = SysctlText.number(name.equals(high) ? value : value(draft, high));
            if (least != null && most != null && least > most) {
              throw SysctlText.wrong(
                  value.toStringUtf8(),
                  name.equals(low)
                      ? "at most the " + most + " of sys/net/" + high
                      : "at least the " + least + " of sys/net/" + low);
            }
          }
        });
  }

  /** Sets what a system sets with it. Whether anything changed. */
  private static boolean follow(Draft draft, String name, ByteString value) {
    boolean changed = false;
    if (name.equals("ipv4/ip_forward") || name.equals("ipv4/conf/all/forwarding")) {
      changed |= forwardIpv4(draft, value);
    } else if (name.equals("ipv4/ip_default_ttl")) {
      changed |= count(draft, "DefaultTTL", value);
    } else if (name.startsWith("ipv6/conf/all/")) {
      String leaf = SysctlDirectory.leafOf(name);
      changed |= FOR_ALL.contains(leaf) && putEverywhere(draft, "ipv6/conf/", leaf, value);
    } else {
      changed |= putTwin(draft, name, value);
    }
    return changed;
  }

  /** net/ipv4/devinet.c inet_forward_change: hosts take redirects, routers do not. */
  private static boolean forwardIpv4(Draft draft, ByteString value) {
    boolean on = SysctlText.isOn(value);
    boolean changed = put(draft, "ipv4/ip_forward", value);
    changed |= putEverywhere(draft, "ipv4/conf/", "forwarding", value);
    changed |=
        put(draft, "ipv4/conf/all/accept_redirects", ByteString.copyFromUtf8(on ? "0\n" : "1\n"));
    return count(draft, "Forwarding", ByteString.copyFromUtf8(on ? "1" : "2")) || changed;
  }

  /** {@code snmp} shows it among the counters. net/ipv4/proc.c snmp_seq_show. */
  private static boolean count(Draft draft, String counter, ByteString value) {
    CounterGroup ip =
        draft
            .table(Section.COUNTERS)
            .first(group -> group.file().equals("snmp") && group.name().equals("Ip"));
    Long number = SysctlText.number(value);
    return ip != null
        && number != null
        && ip.indexOf(counter) >= 0
        && CounterMutations.set(draft, "snmp", "Ip", Map.of(counter, number)).changed();
  }

  /** Some are there in two units. net/core/neighbour.c, net/ipv6/route.c. */
  private static boolean putTwin(Draft draft, String name, ByteString value) {
    Long number = SysctlText.number(value);
    if (number == null) {
      return false;
    }
    return switch (SysctlDirectory.leafOf(name)) {
      case "base_reachable_time", "gc_min_interval" ->
          putNumber(draft, name + "_ms", number * 1000);
      case "base_reachable_time_ms", "gc_min_interval_ms" ->
          putNumber(draft, name.substring(0, name.length() - 3), number / 1000);
      // In ticks of 10 ms for IPv4, in those of the kernel, which are unknown, for IPv6.
      case "retrans_time" ->
          name.startsWith("ipv4/") && putNumber(draft, name + "_ms", number * 10);
      case "retrans_time_ms" ->
          name.startsWith("ipv4/")
              && putNumber(draft, name.substring(0, name.length() - 3), number / 10);
      default -> false;
    };
  }

  private static boolean putNumber(Draft draft, String name, long number) {
    return put(draft, name, ByteString.copyFromUtf8(number + "\n"));
  }

  private static boolean putEverywhere(Draft draft, String parent, String leaf, ByteString value) {
    boolean changed = false;
    for (SysctlDirectory row :
        draft.table(Section.SYSCTLS).all(each -> each.path().startsWith(parent))) {
      boolean later = row.path().endsWith("/default");
      if (later && leaf.equals(NOT_FOR_LATER)) {
        continue;
      }
      changed |= put(draft, row.nameOf(leaf), value);
    }
    return changed;
  }

  /** Only where there is such a sysctl. */
  private static boolean put(Draft draft, String name, ByteString value) {
    SysctlDirectory old = directory(draft, SysctlDirectory.directoryOf(name));
    String leaf = SysctlDirectory.leafOf(name);
    ByteString before = old == null ? null : old.value(leaf);
    if (old == null || before == null || before.equals(value)) {
      return false;
    }
    draft.replace(Section.SYSCTLS, old, old.with(leaf, value));
    if (leaf.equals("forwarding") && old.path().startsWith(InterfaceGroups.IPV6_CONF)) {
      forwardIpv6(draft, old.path(), SysctlText.isOn(before), SysctlText.isOn(value));
    }
    return true;
  }

  /** net/ipv6/addrconf.c dev_forward_change. */
  private static void forwardIpv6(Draft draft, String path, boolean before, boolean now) {
    String name = path.substring(InterfaceGroups.IPV6_CONF.length());
    Interface device = draft.table(Section.INTERFACES).first(row -> row.name().text().equals(name));
    if (device != null && before != now) {
      new InterfaceGroups(new Plan(draft)).forwardingChanged(device, now);
    }
  }

  private static @Nullable ByteString value(Draft draft, String name) {
    return SysctlDirectory.read(draft.table(Section.SYSCTLS), name);
  }

  private static @Nullable SysctlDirectory directory(Draft draft, String path) {
    return SysctlDirectory.find(draft.table(Section.SYSCTLS), path);
  }

  /** A new interface begins with the defaults. */
  static void interfaceAdded(Draft draft, Interface added) {
    if (!hasDirectories(added)) {
      return;
    }
    for (String parent : OF_INTERFACES) {
      SysctlDirectory defaults = defaults(draft, parent);
      String path = parent + added.name().text();
      if (defaults != null && directory(draft, path) == null) {
        draft.insert(Section.SYSCTLS, withMtu(defaults.at(path), added));
      }
    }
  }

  /**
   * Only the first namespace shows the defaults of neighbours, so the loopback's stand for them.
   */
  private static @Nullable SysctlDirectory defaults(Draft draft, String parent) {
    SysctlDirectory defaults = directory(draft, parent + "default");
    return defaults == null && parent.endsWith("/neigh/")
        ? directory(draft, parent + "lo")
        : defaults;
  }

  private static SysctlDirectory withMtu(SysctlDirectory row, Interface of) {
    return row.path().startsWith("ipv6/conf/") && row.value("mtu") != null
        ? row.with("mtu", ByteString.copyFromUtf8(of.mtu() + "\n"))
        : row;
  }

  static void interfaceRemoved(Draft draft, Interface removed) {
    move(draft, removed).forEach((parent, row) -> draft.remove(Section.SYSCTLS, row));
  }

  /** Its values go with it. */
  static void interfaceRenamed(Draft draft, Interface before, Interface after) {
    move(draft, before)
        .forEach(
            (parent, row) -> {
              draft.remove(Section.SYSCTLS, row);
              if (hasDirectories(after)) {
                draft.insert(Section.SYSCTLS, row.at(parent + after.name().text()));
              }
            });
  }

  private static Map<String, SysctlDirectory> move(Draft draft, Interface of) {
    Map<String, SysctlDirectory> rows = new LinkedHashMap<>();
    for (String parent : hasDirectories(of) ? OF_INTERFACES : List.<String>of()) {
      SysctlDirectory row = directory(draft, parent + of.name().text());
      if (row != null) {
        rows.put(parent, row);
      }
    }
    return rows;
  }

  private static boolean hasDirectories(Interface of) {
    return !RESERVED.contains(of.name().text());
  }
}
