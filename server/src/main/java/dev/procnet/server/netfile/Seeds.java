package dev.procnet.server.netfile;

import com.google.common.io.Resources;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The states that stacks begin in: what each system's directory holds in a new network namespace.
 * They are trees like any other, kept as resources, so that counters, protocols and receivers are
 * what that system really prints.
 */
public final class Seeds {

  /** Of these, what a system has. */
  private static final List<String> FILES =
      List.of(
          "anycast6",
          "arp",
          "arp_tables_matches",
          "arp_tables_names",
          "arp_tables_targets",
          "dev",
          "dev_mcast",
          "dev_snmp6/lo",
          "fib_trie",
          "fib_triestat",
          "icmp",
          "icmp6",
          "if_inet6",
          "igmp",
          "igmp6",
          "ip6_flowlabel",
          "ip6_mr_cache",
          "ip6_mr_vif",
          "ip6_tables_matches",
          "ip6_tables_names",
          "ip6_tables_targets",
          "ip_mr_cache",
          "ip_mr_vif",
          "ip_tables_matches",
          "ip_tables_names",
          "ip_tables_targets",
          "ipv6_route",
          "mcfilter",
          "mcfilter6",
          "netfilter/nf_log",
          "netfilter/nfnetlink_log",
          "netfilter/nfnetlink_queue",
          "netlink",
          "nf_conntrack",
          "nf_conntrack_expect",
          "netstat",
          "packet",
          "protocols",
          "psched",
          "ptype",
          "raw",
          "raw6",
          "route",
          "rt6_stats",
          "rt_cache",
          "sctp/assocs",
          "sctp/eps",
          "sctp/remaddr",
          "sctp/snmp",
          "snmp",
          "snmp6",
          "sockstat",
          "sockstat6",
          "softnet_stat",
          "stat/nf_conntrack",
          "stat/rt_cache",
          "stat/synproxy",
          "tcp",
          "tcp6",
          "udp",
          "udp6",
          "udplite",
          "udplite6",
          "unix",
          "vlan/config",
          "xfrm_stat");

  private final Map<Profile, Snapshot> seeds =
      Collections.synchronizedMap(new EnumMap<>(Profile.class));
  private final TreeImporter importer;

  @Inject
  public Seeds(TreeImporter importer) {
    this.importer = importer;
  }

  /** A new network namespace of a system. */
  public Snapshot of(Profile profile) {
    return seeds.computeIfAbsent(profile, this::load);
  }

  private Snapshot load(Profile profile) {
    Map<String, ByteString> tree = new LinkedHashMap<>();
    for (String name : FILES) {
      URL resource = Seeds.class.getResource("seed/" + profile.label() + "/" + name);
      if (resource != null) {
        tree.put(name, read(resource));
      }
    }
    return importer.importTree(tree, profile).state().withSysctls(sysctls(profile));
  }

  private static Map<String, ByteString> sysctls(Profile profile) {
    String name = "seed/" + profile.label() + "/sysctl.properties";
    Properties lines = new Properties();
    try (InputStream stream = Objects.requireNonNull(Seeds.class.getResourceAsStream(name), name)) {
      lines.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name + " can't be read", e);
    }
    Map<String, ByteString> sysctls = new TreeMap<>();
    lines.forEach(
        (key, value) -> sysctls.put((String) key, ByteString.copyFromUtf8((String) value)));
    return sysctls;
  }

  private static ByteString read(URL resource) {
    try {
      return ByteString.copyFrom(Resources.toByteArray(resource));
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + resource + " can't be read", e);
    }
  }
}
