package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * An interface in a bond.
 *
 * @param speed Mb/s; {@link #SPEED_UNKNOWN}
 * @param linkFailures how often the link went, unsigned
 * @param permanentAddress at most 32 octets
 * @param queueId 0 to 65535
 * @param port in mode 802.3ad; null: it is in no aggregator
 */
public record BondSlave(
    int interfaceIndex,
    Link link,
    int speed,
    Duplex duplex,
    int linkFailures,
    ByteString permanentAddress,
    int queueId,
    @Nullable Port port) {

  /** What is not known of the speed. */
  public static final int SPEED_UNKNOWN = -1;

  private static final int MAX_OCTETS = 32;

  /** What the monitor knows of its link. */
  public enum Link {
    UP,
    GOING_DOWN,
    DOWN,
    GOING_BACK
  }

  /** Whether it sends and receives at once. */
  public enum Duplex {
    HALF,
    FULL,
    UNKNOWN
  }

  /** State of the machines that look for a partner which changes its mind. */
  public enum Churn {
    MONITORING,
    CHURNED,
    NONE,
    UNKNOWN
  }

  /**
   * A port of an aggregator.
   *
   * @param aggregatorId 0 to 65535
   * @param actorChurned how often, unsigned
   * @param partnerChurned how often, unsigned
   * @param actor what it says of itself; null: read without CAP_NET_ADMIN
   * @param partner what its partner says; null where {@code actor} is
   */
  public record Port(
      int aggregatorId,
      Churn actorChurn,
      Churn partnerChurn,
      int actorChurned,
      int partnerChurned,
      @Nullable Pdu actor,
      @Nullable Pdu partner) {
    public Port {
      Checks.inRange("aggregator_id", aggregatorId, 0, 0xFFFF);
      Checks.check(
          (actor == null) == (partner == null),
          "partner",
          "is "
              + (partner == null ? "not set" : "set")
              + ", expected both actor and partner or none");
    }
  }

  /**
   * One end of a port as its LACP PDU tells it.
   *
   * @param systemPriority 0 to 65535, as the other numbers are
   * @param systemAddress 6 octets
   * @param portState bits, 0 to 255
   */
  public record Pdu(
      int systemPriority,
      ByteString systemAddress,
      int key,
      int portPriority,
      int portNumber,
      int portState) {
    public Pdu {
      Checks.inRange("system_priority", systemPriority, 0, 0xFFFF);
      BondLacp.checkAddress("system_address", systemAddress);
      Checks.inRange("key", key, 0, 0xFFFF);
      Checks.inRange("port_priority", portPriority, 0, 0xFFFF);
      Checks.inRange("port_number", portNumber, 0, 0xFFFF);
      Checks.inRange("port_state", portState, 0, 0xFF);
    }
  }

  public BondSlave {
    Checks.inRange("interface_index", interfaceIndex, 1, Integer.MAX_VALUE);
    Checks.inRange("permanent_address", permanentAddress.size(), 0, MAX_OCTETS);
    Checks.inRange("queue_id", queueId, 0, 0xFFFF);
  }
}
