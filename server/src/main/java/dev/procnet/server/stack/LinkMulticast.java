package dev.procnet.server.stack;

import com.google.protobuf.ByteString;

/**
 * A link-layer group address of an interface: a row of {@code dev_mcast}, net/core/net-procfs.c
 * dev_mc_seq_show. The file adds the references of the memberships to its own; a row whose sum is
 * not positive is not shown, but keeps its place.
 *
 * @param interfaceIndex key, with {@code address}
 * @param address 1 to 32 octets
 * @param references those that no membership explains, of devices stacked on it for example;
 *     negative where an import had fewer than the memberships explain
 * @param globalUse added by hand
 */
public record LinkMulticast(
    int interfaceIndex, ByteString address, int references, boolean globalUse) implements Entry {

  public LinkMulticast {
    Checks.inRange("interface_index", interfaceIndex, 1, Integer.MAX_VALUE);
    Checks.inRange("address", address.size(), 1, 32);
  }

  @Override
  public Section<LinkMulticast> section() {
    return Section.LINK_MULTICASTS;
  }

  @Override
  public Key key() {
    return new Key(interfaceIndex, address);
  }

  /** What tells it from others. */
  public record Key(int interfaceIndex, ByteString address) {}
}
