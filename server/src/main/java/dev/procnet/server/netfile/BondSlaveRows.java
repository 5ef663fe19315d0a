package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.BondLacp;
import dev.procnet.server.stack.BondSlave;
import dev.procnet.server.stack.BondSlave.Churn;
import dev.procnet.server.stack.BondSlave.Duplex;
import dev.procnet.server.stack.BondSlave.Link;
import dev.procnet.server.stack.BondSlave.Pdu;
import dev.procnet.server.stack.BondSlave.Port;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.SnapshotBuilder;
import org.jspecify.annotations.Nullable;

/** A slave in {@code bonding/DEVICE}. bond_info_show_slave. */
final class BondSlaveRows {

  private static final String SLAVE = "\nSlave Interface: ";
  private static final String STATUS = "MII Status: ";
  private static final String SPEED = "Speed: ";
  private static final String SPEED_UNKNOWN = "Unknown\n";
  private static final String SPEED_UNIT = " Mbps\n";
  private static final String DUPLEX = "Duplex: ";
  private static final String FAILURES = "Link Failure Count: ";
  private static final String ADDRESS = "Permanent HW addr: ";
  private static final String QUEUE = "Slave queue ID: ";
  private static final String AGGREGATOR = "Aggregator ID: ";
  private static final String NO_AGGREGATOR = "N/A\n";
  private static final String ACTOR_CHURN = "Actor Churn State: ";
  private static final String PARTNER_CHURN = "Partner Churn State: ";
  private static final String ACTOR_CHURNED = "Actor Churned Count: ";
  private static final String PARTNER_CHURNED = "Partner Churned Count: ";
  private static final String ACTOR = "details actor lacp pdu:\n";
  private static final String PARTNER = "details partner lacp pdu:\n";
  private static final String SYSTEM_PRIORITY = "    system priority: ";
  private static final String SYSTEM_ADDRESS = "    system mac address: ";
  private static final String ACTOR_KEY = "    port key: ";
  private static final String PARTNER_KEY = "    oper key: ";
  private static final String PORT_PRIORITY = "    port priority: ";
  private static final String PORT_NUMBER = "    port number: ";
  private static final String PORT_STATE = "    port state: ";

  private BondSlaveRows() {}

  /**
   * Writes one.
   *
   * @param aggregated whether the bond's mode is 802.3ad
   */
  static void write(BondSlave slave, ByteString name, boolean aggregated, RowBuffer out) {
    out.put(SLAVE).put(name).put('\n').put(STATUS);
    BondWords.LINKS.write(out, slave.link());
    out.put('\n').put(SPEED);
    if (slave.speed() == BondSlave.SPEED_UNKNOWN) {
      out.put(SPEED_UNKNOWN);
    } else {
      out.signed(slave.speed()).put(SPEED_UNIT);
    }
    out.put(DUPLEX);
    BondWords.DUPLEXES.write(out, slave.duplex());
    out.put('\n').put(FAILURES).unsigned(Integer.toUnsignedLong(slave.linkFailures())).put('\n');
    BondLacpRows.writeAddress(out, ADDRESS, slave.permanentAddress());
    out.put(QUEUE).signed(slave.queueId()).put('\n');
    Port port = slave.port();
    if (port != null) {
      writePort(port, out);
    } else if (aggregated) {
      out.put(AGGREGATOR).put(NO_AGGREGATOR);
    }
  }

  private static void writePort(Port port, RowBuffer out) {
    out.put(AGGREGATOR).signed(port.aggregatorId()).put('\n').put(ACTOR_CHURN);
    BondWords.CHURNS.write(out, port.actorChurn());
    out.put('\n').put(PARTNER_CHURN);
    BondWords.CHURNS.write(out, port.partnerChurn());
    out.put('\n').put(ACTOR_CHURNED).signed(port.actorChurned()).put('\n');
    out.put(PARTNER_CHURNED).signed(port.partnerChurned()).put('\n');
    Pdu actor = port.actor();
    Pdu partner = port.partner();
    if (actor != null && partner != null) {
      writePdu(actor, ACTOR_KEY, out.put(ACTOR));
      writePdu(partner, PARTNER_KEY, out.put(PARTNER));
    }
  }

  private static void writePdu(Pdu pdu, String key, RowBuffer out) {
    out.put(SYSTEM_PRIORITY).signed(pdu.systemPriority()).put('\n');
    BondLacpRows.writeAddress(out, SYSTEM_ADDRESS, pdu.systemAddress());
    out.put(key).signed(pdu.key()).put('\n');
    out.put(PORT_PRIORITY).signed(pdu.portPriority()).put('\n');
    out.put(PORT_NUMBER).signed(pdu.portNumber()).put('\n');
    out.put(PORT_STATE).signed(pdu.portState()).put('\n');
  }

  static BondSlave parse(NetFileText text, @Nullable BondLacp lacp, SnapshotBuilder into) {
    text.expect(SLAVE);
    int start = text.position();
    InterfaceName name = text.interfaceName('\n');
    text.endLine();
    text.expect(STATUS);
    Link link = BondWords.LINKS.parse(text, "\n");
    text.endLine();
    int speed = parseSpeed(text);
    text.expect(DUPLEX);
    Duplex duplex = BondWords.DUPLEXES.parse(text, "\n");
    text.endLine();
    text.expect(FAILURES);
    int failures = text.unsigned32("a count");
    text.endLine();
    ByteString address = BondLacpRows.parseAddress(text, ADDRESS);
    int queue = BondFile.number(text, QUEUE, 0xFFFF);
    Port port = lacp == null ? null : parsePort(text);
    return text.check(
        start,
        () ->
            new BondSlave(
                into.interfaceIndex(name), link, speed, duplex, failures, address, queue, port));
  }

  private static int parseSpeed(NetFileText text) {
    text.expect(SPEED);
    if (text.skip(SPEED_UNKNOWN)) {
      return BondSlave.SPEED_UNKNOWN;
    }
    int speed = text.signed32("a speed");
    text.expect(SPEED_UNIT);
    return speed;
  }

  private static @Nullable Port parsePort(NetFileText text) {
    int start = text.position();
    text.expect(AGGREGATOR);
    if (text.skip(NO_AGGREGATOR)) {
      return null;
    }
    text.moveTo(start);
    int aggregator = BondFile.number(text, AGGREGATOR, 0xFFFF);
    Churn actorChurn = parseChurn(text, ACTOR_CHURN);
    Churn partnerChurn = parseChurn(text, PARTNER_CHURN);
    int actorChurned = parseSigned(text, ACTOR_CHURNED);
    int partnerChurned = parseSigned(text, PARTNER_CHURNED);
    boolean details = text.skip(ACTOR);
    Pdu actor = details ? parsePdu(text, ACTOR_KEY) : null;
    if (details) {
      text.expect(PARTNER);
    }
    Pdu partner = details ? parsePdu(text, PARTNER_KEY) : null;
    return text.check(
        start,
        () ->
            new Port(
                aggregator,
                actorChurn,
                partnerChurn,
                actorChurned,
                partnerChurned,
                actor,
                partner));
  }

  private static int parseSigned(NetFileText text, String label) {
    text.expect(label);
    int number = text.signed32("a count");
    text.endLine();
    return number;
  }

  private static Churn parseChurn(NetFileText text, String label) {
    text.expect(label);
    Churn churn = BondWords.CHURNS.parse(text, "\n");
    text.endLine();
    return churn;
  }

  private static Pdu parsePdu(NetFileText text, String key) {
    int start = text.position();
    int systemPriority = BondFile.number(text, SYSTEM_PRIORITY, 0xFFFF);
    ByteString address = BondLacpRows.parseAddress(text, SYSTEM_ADDRESS);
    int operKey = BondFile.number(text, key, 0xFFFF);
    int portPriority = BondFile.number(text, PORT_PRIORITY, 0xFFFF);
    int portNumber = BondFile.number(text, PORT_NUMBER, 0xFFFF);
    int state = BondFile.number(text, PORT_STATE, 0xFF);
    return text.check(
        start, () -> new Pdu(systemPriority, address, operKey, portPriority, portNumber, state));
  }
}
