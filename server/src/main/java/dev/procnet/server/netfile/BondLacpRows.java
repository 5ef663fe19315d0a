package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.BondLacp;
import dev.procnet.server.stack.BondLacp.Aggregator;
import dev.procnet.server.stack.BondLacp.LacpSystem;
import dev.procnet.server.stack.BondLacp.Selection;
import dev.procnet.server.stack.InterfaceName;
import org.jspecify.annotations.Nullable;

/** What {@code bonding/DEVICE} has of link aggregation. bond_info_show_master. */
final class BondLacpRows {

  private static final String TITLE = "\n802.3ad info\n";
  private static final String ACTIVE = "LACP active: ";
  private static final String RATE = "LACP rate: ";
  private static final String MIN_LINKS = "Min links: ";
  private static final String SELECTION = "Aggregator selection policy (ad_select): ";
  private static final String PRIORITY = "System priority: ";
  private static final String ADDRESS = "System MAC address: ";
  private static final String AGGREGATOR = "Active Aggregator Info:\n";
  private static final String ID = "\tAggregator ID: ";
  private static final String PORTS = "\tNumber of ports: ";
  private static final String ACTOR_KEY = "\tActor Key: ";
  private static final String PARTNER_KEY = "\tPartner Key: ";
  private static final String PARTNER_ADDRESS = "\tPartner Mac Address: ";

  private BondLacpRows() {}

  static void write(BondLacp lacp, InterfaceName bond, RowBuffer out) {
    out.put(TITLE).put(ACTIVE).put(lacp.active() ? "on\n" : "off\n");
    out.put(RATE).put(lacp.fast() ? "fast\n" : "slow\n");
    out.put(MIN_LINKS).signed(lacp.minLinks()).put('\n').put(SELECTION);
    BondWords.SELECTIONS.write(out, lacp.selection());
    out.put('\n');
    LacpSystem system = lacp.system();
    if (system != null) {
      out.put(PRIORITY).signed(system.priority()).put('\n');
      writeAddress(out, ADDRESS, system.address());
      writeAggregator(system.aggregator(), bond, out);
    }
  }

  private static void writeAggregator(
      @Nullable Aggregator aggregator, InterfaceName bond, RowBuffer out) {
    if (aggregator == null) {
      out.put("bond ").put(bond.bytes()).put(" has no active aggregator\n");
      return;
    }
    out.put(AGGREGATOR).put(ID).signed(aggregator.id()).put('\n');
    out.put(PORTS).signed(aggregator.ports()).put('\n');
    out.put(ACTOR_KEY).signed(aggregator.actorKey()).put('\n');
    out.put(PARTNER_KEY).signed(aggregator.partnerKey()).put('\n');
    writeAddress(out, PARTNER_ADDRESS, aggregator.partnerAddress());
  }

  static BondLacp parse(NetFileText text, InterfaceName bond) {
    text.expect(TITLE);
    boolean active = either(text, ACTIVE, "on\n", "off\n");
    boolean fast = either(text, RATE, "fast\n", "slow\n");
    int minLinks = BondFile.number(text, MIN_LINKS, Integer.MAX_VALUE);
    text.expect(SELECTION);
    Selection selection = BondWords.SELECTIONS.parse(text, "\n");
    text.endLine();
    return new BondLacp(active, fast, minLinks, selection, parseSystem(text, bond));
  }

  private static @Nullable LacpSystem parseSystem(NetFileText text, InterfaceName bond) {
    int start = text.position();
    if (!text.skip(PRIORITY)) {
      return null;
    }
    text.moveTo(start);
    int priority = BondFile.number(text, PRIORITY, 0xFFFF);
    ByteString address = parseAddress(text, ADDRESS);
    Aggregator aggregator =
        text.skip("bond " + bond.text() + " has no active aggregator\n")
            ? null
            : parseAggregator(text);
    return text.check(start, () -> new LacpSystem(priority, address, aggregator));
  }

  private static Aggregator parseAggregator(NetFileText text) {
    text.expect(AGGREGATOR);
    int start = text.position();
    int id = BondFile.number(text, ID, 0xFFFF);
    int ports = BondFile.number(text, PORTS, 0xFFFF);
    int actorKey = BondFile.number(text, ACTOR_KEY, 0xFFFF);
    int partnerKey = BondFile.number(text, PARTNER_KEY, 0xFFFF);
    ByteString partner = parseAddress(text, PARTNER_ADDRESS);
    return text.check(start, () -> new Aggregator(id, ports, actorKey, partnerKey, partner));
  }

  private static boolean either(NetFileText text, String label, String yes, String no) {
    text.expect(label);
    boolean found = text.skip(yes);
    if (!found) {
      text.expect(no);
    }
    return found;
  }

  /** A line of a label and a link-layer address. */
  static void writeAddress(RowBuffer out, String label, ByteString address) {
    PlainAddresses.writeLinkAddress(out.put(label), address);
    out.put('\n');
  }

  /** Reads such a line. */
  static ByteString parseAddress(NetFileText text, String label) {
    text.expect(label);
    ByteString address = PlainAddresses.parseLinkAddress(text);
    text.endLine();
    return address;
  }
}
