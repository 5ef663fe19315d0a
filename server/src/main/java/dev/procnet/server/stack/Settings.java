package dev.procnet.server.stack;

/**
 * Settings of a whole stack.
 *
 * @param network false: there is no network stack, and no file
 * @param ipv6 false: there is no IPv6, and none of its files
 * @param ipv4Routing the main table exists: {@code route} has its header. Linux makes it with the
 *     first IPv4 address
 * @param packetScheduler the words of {@code psched}
 * @param policyRules IPv4 routing rules have been added: the local table is no longer part of the
 *     main one, as {@code fib_trie} shows
 * @param vlanNames how new VLANs are named, as {@code vlan/config} shows
 */
public record Settings(
    boolean network,
    boolean ipv6,
    boolean ipv4Routing,
    PacketScheduler packetScheduler,
    boolean policyRules,
    VlanNames vlanNames) {

  /** Those of a new network namespace. */
  public static final Settings DEFAULT =
      new Settings(
          true, true, false, PacketScheduler.DEFAULT, false, VlanNames.RAW_PLUS_VID_NO_PAD);

  /**
   * The words of {@code psched}, unsigned. net/sched/sch_api.c psched_show.
   *
   * @param clockHz ticks a second: 10^9 with high-resolution timers, else HZ
   */
  public record PacketScheduler(
      int nanosecondsPerMicrosecond,
      int nanosecondsPerTick,
      int microsecondsPerSecond,
      int clockHz) {

    /** As on any machine with high-resolution timers. */
    public static final PacketScheduler DEFAULT =
        new PacketScheduler(1000, 64, 1_000_000, 1_000_000_000);
  }

  /** How VLANs are named. enum vlan_name_types of include/uapi/linux/if_vlan.h. */
  public enum VlanNames {
    /** {@code vlan0005}. */
    PLUS_VID,
    /** {@code eth1.0005}. */
    RAW_PLUS_VID,
    /** {@code vlan5}. */
    PLUS_VID_NO_PAD,
    /** {@code eth1.5}, which is the default. */
    RAW_PLUS_VID_NO_PAD
  }

  /** With other names of VLANs. */
  public Settings with(VlanNames newVlanNames) {
    return new Settings(network, ipv6, ipv4Routing, packetScheduler, policyRules, newVlanNames);
  }

  /** With a network stack and IPv6, or without. */
  public Settings withFiles(boolean newNetwork, boolean newIpv6) {
    return new Settings(newNetwork, newIpv6, ipv4Routing, packetScheduler, policyRules, vlanNames);
  }

  /** With other words of {@code psched}. */
  public Settings with(PacketScheduler newPacketScheduler) {
    return new Settings(network, ipv6, ipv4Routing, newPacketScheduler, policyRules, vlanNames);
  }

  /** With IPv4 routing rules, or as if there had never been any. */
  public Settings withPolicyRules(boolean newPolicyRules) {
    return new Settings(network, ipv6, ipv4Routing, packetScheduler, newPolicyRules, vlanNames);
  }

  /** With its main table. */
  public Settings withIpv4Routing() {
    return ipv4Routing
        ? this
        : new Settings(network, ipv6, true, packetScheduler, policyRules, vlanNames);
  }
}
