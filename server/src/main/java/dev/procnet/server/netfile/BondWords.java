package dev.procnet.server.netfile;

import dev.procnet.server.stack.Bond;
import dev.procnet.server.stack.BondLacp;
import dev.procnet.server.stack.BondSlave;
import java.util.List;

/**
 * The words that stand for the values of an option of a bond. drivers/net/bonding/bond_options.c,
 * bonding.h, bond_3ad.h.
 *
 * @param what an error calls them
 * @param values in the order of the kernel's numbers, from 0
 * @param words one for each value
 */
record BondWords<E>(String what, List<E> values, List<String> words) {

  static final BondWords<Bond.Mode> MODES =
      of(
          Bond.Mode.class,
          "a bonding mode",
          "load balancing (round-robin)",
          "fault-tolerance (active-backup)",
          "load balancing (xor)",
          "fault-tolerance (broadcast)",
          "IEEE 802.3ad Dynamic link aggregation",
          "transmit load balancing",
          "adaptive load balancing");

  static final BondWords<Bond.FailOverMac> FAIL_OVER_MACS =
      of(Bond.FailOverMac.class, "a fail_over_mac policy", "none", "active", "follow");

  static final BondWords<Bond.HashPolicy> HASH_POLICIES =
      of(
          Bond.HashPolicy.class,
          "a transmit hash policy",
          "layer2",
          "layer3+4",
          "layer2+3",
          "encap2+3",
          "encap3+4",
          "vlan+srcmac");

  static final BondWords<Bond.PrimaryReselect> PRIMARY_RESELECTS =
      of(Bond.PrimaryReselect.class, "a primary_reselect policy", "always", "better", "failure");

  static final BondWords<BondLacp.Selection> SELECTIONS =
      of(
          BondLacp.Selection.class,
          "an ad_select policy",
          "stable",
          "bandwidth",
          "count",
          "actor_port_prio");

  static final BondWords<BondSlave.Link> LINKS =
      of(BondSlave.Link.class, "the state of a link", "up", "going down", "down", "going back");

  static final BondWords<BondSlave.Duplex> DUPLEXES =
      of(BondSlave.Duplex.class, "half, full or Unknown", "half", "full", "Unknown");

  static final BondWords<BondSlave.Churn> CHURNS =
      of(BondSlave.Churn.class, "a churn state", "monitoring", "churned", "none", "unknown");

  private static <E extends Enum<E>> BondWords<E> of(Class<E> type, String what, String... words) {
    return new BondWords<>(what, List.of(type.getEnumConstants()), List.of(words));
  }

  String word(E value) {
    return words.get(number(value));
  }

  /** The kernel's number of a value. */
  int number(E value) {
    return values.indexOf(value);
  }

  void write(RowBuffer out, E value) {
    out.put(word(value));
  }

  /** Reads one of the words, which goes as far as to {@code end}. */
  E parse(NetFileText text, String end) {
    int start = text.position();
    for (E value : values) {
      if (text.skip(word(value) + end)) {
        text.moveTo(start + word(value).length());
        return value;
      }
    }
    throw text.failAt(start, what + ": " + String.join(", ", words));
  }
}
