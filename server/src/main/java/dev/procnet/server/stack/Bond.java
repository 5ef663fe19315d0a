package dev.procnet.server.stack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bond of interfaces: the file {@code bonding/DEVICE}. drivers/net/bonding/bond_procfs.c. The
 * file leaves out what does not matter in the bond's mode.
 *
 * @param interfaceIndex its own interface, key
 * @param driverVersion what the first line says, {@code v6.1.176}: the kernel's release
 * @param primaryIndex the slave that is preferred; 0: none
 * @param activeIndex the slave that sends; 0: none
 * @param up it has a carrier
 * @param delays all zero where the link is not watched
 * @param arpMonitor null: peers are not asked whether they are there
 * @param lacp in mode 802.3ad, null in every other one
 * @param slaves in the order in which they joined
 */
public record Bond(
    int interfaceIndex,
    String driverVersion,
    Mode mode,
    FailOverMac failOverMac,
    HashPolicy hashPolicy,
    int primaryIndex,
    PrimaryReselect primaryReselect,
    int activeIndex,
    boolean up,
    Delays delays,
    @Nullable ArpMonitor arpMonitor,
    @Nullable BondLacp lacp,
    List<BondSlave> slaves)
    implements Entry {

  /** How it spreads packets. */
  public enum Mode {
    BALANCE_RR,
    ACTIVE_BACKUP,
    BALANCE_XOR,
    BROADCAST,
    IEEE_802_3AD,
    BALANCE_TLB,
    BALANCE_ALB;

    /** It chooses a slave by a hash of the packet. bond_mode_uses_xmit_hash. */
    public boolean usesHash() {
      return this == BALANCE_XOR
          || this == IEEE_802_3AD
          || this == BALANCE_TLB
          || this == BALANCE_ALB;
    }

    /** One slave is the active one. bond_mode_uses_primary. */
    public boolean usesPrimary() {
      return this == ACTIVE_BACKUP || this == BALANCE_TLB || this == BALANCE_ALB;
    }
  }

  /** Whether all slaves of an active-backup bond have one link-layer address. */
  public enum FailOverMac {
    NONE,
    ACTIVE,
    FOLLOW
  }

  /** What of a packet is hashed. */
  public enum HashPolicy {
    LAYER2,
    LAYER3_4,
    LAYER2_3,
    ENCAP2_3,
    ENCAP3_4,
    VLAN_SRCMAC
  }

  /** When the primary slave becomes active again. */
  public enum PrimaryReselect {
    ALWAYS,
    BETTER,
    FAILURE
  }

  /** In milliseconds, 0 to 2^31-1. */
  public record Delays(int polling, int up, int down, int peerNotification) {

    /** The link is not watched. */
    public static final Delays ZERO = new Delays(0, 0, 0, 0);

    public Delays {
      Checks.inRange("polling", polling, 0, Integer.MAX_VALUE);
      Checks.inRange("up", up, 0, Integer.MAX_VALUE);
      Checks.inRange("down", down, 0, Integer.MAX_VALUE);
      Checks.inRange("peer_notification", peerNotification, 0, Integer.MAX_VALUE);
    }
  }

  /**
   * Asks peers by ARP and neighbour solicitations whether they are there.
   *
   * @param interval milliseconds, at least 1
   * @param missedMax unanswered ones after which a slave is down, 1 to 255
   * @param ipv4Targets at most 16
   * @param ipv6Targets at most 16
   */
  public record ArpMonitor(
      int interval, int missedMax, List<Ipv4Address> ipv4Targets, List<Ipv6Address> ipv6Targets) {

    private static final int MAX_TARGETS = 16;

    public ArpMonitor {
      Checks.inRange("interval", interval, 1, Integer.MAX_VALUE);
      Checks.inRange("missed_max", missedMax, 1, 255);
      Checks.inRange("ipv4_targets", ipv4Targets.size(), 0, MAX_TARGETS);
      Checks.inRange("ipv6_targets", ipv6Targets.size(), 0, MAX_TARGETS);
      ipv4Targets = List.copyOf(ipv4Targets);
      ipv6Targets = List.copyOf(ipv6Targets);
    }
  }

  public Bond {
    Checks.inRange("interface_index", interfaceIndex, 1, Integer.MAX_VALUE);
    Checks.inRange("primary_index", primaryIndex, 0, Integer.MAX_VALUE);
    Checks.inRange("active_index", activeIndex, 0, Integer.MAX_VALUE);
    Checks.check(
        driverVersion.chars().allMatch(c -> c >= ' ' && c < 0x7F) && !driverVersion.isEmpty(),
        "driver_version",
        "is '" + driverVersion + "', expected printable ASCII such as v6.1.176");
    boolean ieee8023ad = mode == Mode.IEEE_802_3AD;
    Checks.check(
        ieee8023ad == (lacp != null),
        "lacp",
        "is "
            + (lacp == null ? "not set" : "set")
            + " in mode "
            + mode
            + ", expected "
            + (ieee8023ad ? "it to be set" : "it in mode IEEE_802_3AD only"));
    slaves = List.copyOf(slaves);
    for (int i = 0; i < slaves.size(); i++) {
      checkSlave(i, slaves, lacp);
    }
  }

  private static void checkSlave(int i, List<BondSlave> slaves, @Nullable BondLacp lacp) {
    String path = "slaves[" + i + "]";
    BondSlave slave = slaves.get(i);
    Checks.check(
        slaves.subList(0, i).stream()
            .noneMatch(other -> other.interfaceIndex() == slave.interfaceIndex()),
        path + ".interface_index",
        "is " + slave.interfaceIndex() + " a second time, expected each slave once");
    BondSlave.Port port = slave.port();
    Checks.check(
        port == null || lacp != null,
        path + ".port",
        "is set, expected it in mode IEEE_802_3AD only");
    Checks.check(
        port == null || lacp == null || (port.actor() == null) == (lacp.system() == null),
        path + ".port",
        "shows its details where the bond does not, or the other way round, expected both or none");
  }

  @Override
  public Section<Bond> section() {
    return Section.BONDS;
  }

  @Override
  public Object key() {
    return interfaceIndex;
  }
}
