package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What a bond in mode 802.3ad has of link aggregation (IEEE 802.1AX).
 *
 * @param active it starts to speak LACP
 * @param fast it asks for a PDU a second, not one in 30 seconds
 * @param minLinks below which it has no carrier, 0 to 2^31-1
 * @param system null: the file was read without CAP_NET_ADMIN, which hides it and the details of
 *     ports
 */
public record BondLacp(
    boolean active, boolean fast, int minLinks, Selection selection, @Nullable LacpSystem system) {

  private static final int MAC_OCTETS = 6;

  /** By what the active aggregator is chosen. */
  public enum Selection {
    STABLE,
    BANDWIDTH,
    COUNT,
    ACTOR_PORT_PRIO
  }

  /**
   * This end.
   *
   * @param priority 0 to 65535
   * @param address 6 octets
   * @param aggregator null: none is active
   */
  public record LacpSystem(int priority, ByteString address, @Nullable Aggregator aggregator) {
    public LacpSystem {
      Checks.inRange("priority", priority, 0, 0xFFFF);
      checkAddress("address", address);
    }
  }

  /**
   * The active aggregator.
   *
   * @param id 0 to 65535, as ports and keys are
   * @param partnerAddress 6 octets
   */
  public record Aggregator(
      int id, int ports, int actorKey, int partnerKey, ByteString partnerAddress) {
    public Aggregator {
      Checks.inRange("id", id, 0, 0xFFFF);
      Checks.inRange("ports", ports, 0, 0xFFFF);
      Checks.inRange("actor_key", actorKey, 0, 0xFFFF);
      Checks.inRange("partner_key", partnerKey, 0, 0xFFFF);
      checkAddress("partner_address", partnerAddress);
    }
  }

  public BondLacp {
    Checks.inRange("min_links", minLinks, 0, Integer.MAX_VALUE);
  }

  static void checkAddress(String field, ByteString address) {
    Checks.check(
        address.size() == MAC_OCTETS,
        field,
        "has " + address.size() + " octets, expected " + MAC_OCTETS);
  }
}
