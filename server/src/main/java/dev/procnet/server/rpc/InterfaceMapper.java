package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Unavailable;
import org.jspecify.annotations.Nullable;

/** Interfaces, their statistics and addresses. */
final class InterfaceMapper {

  private static final InterfaceName SOME_NAME = InterfaceName.of("x");

  private InterfaceMapper() {}

  static dev.procnet.v1.Interface toProto(
      Interface row, Iterable<InterfaceAddress> addresses, View view) {
    dev.procnet.v1.Interface.Builder proto = fields(row).setRevision(view.revision(row.revision()));
    proto.setLinkAddress(LinkAddressText.format(view.sight().linkAddress(row.linkAddress())));
    addresses.forEach(
        address ->
            proto.addAddresses(
                toProto(address).toBuilder()
                    .setAddress(AddressText.format(view.sight().address(address.address())))));
    return proto.build();
  }

  /** All but the addresses and the revision. */
  static dev.procnet.v1.Interface.Builder fields(Interface row) {
    dev.procnet.v1.Interface.Builder proto =
        dev.procnet.v1.Interface.newBuilder()
            .setIndex(row.index())
            .setName(row.name().text())
            .setType(row.type())
            .setLinkAddress(LinkAddressText.format(row.linkAddress()))
            .setMtu(row.mtu())
            .setFlags(row.flags())
            .setStatistics(toProto(row.statistics()));
    if (!row.name().bytes().isValidUtf8()) {
      proto.setRawName(row.name().bytes());
    }
    if (row.unavailable() != null) {
      proto.setStatisticsUnavailable(UnavailableMapper.toProto(row.unavailable()));
    }
    return proto;
  }

  /**
   * @param freeIndex for one that names no index
   * @throws ProcnetException FIELD_INVALID with all that is wrong
   */
  static Interface toModel(dev.procnet.v1.Interface proto, int freeIndex) {
    Violations wrong = new Violations();
    int index =
        proto.getIndex() == 0
            ? freeIndex
            : Math.max(1, wrong.atMost("index", proto.getIndex(), Integer.MAX_VALUE));
    InterfaceName name = wrong.part("", SOME_NAME, () -> name(proto));
    int type = wrong.atMost("type", proto.getType(), 0xFFFF);
    ByteString linkAddress =
        wrong.part(
            "link_address", ByteString.EMPTY, () -> LinkAddressText.parse(proto.getLinkAddress()));
    Unavailable unavailable =
        proto.hasStatisticsUnavailable()
            ? wrong.part(
                "statistics_unavailable",
                Unavailable.NOT_SUPPORTED,
                () -> UnavailableMapper.toModel(proto.getStatisticsUnavailable()))
            : null;
    return wrong.build(
        () ->
            new Interface(
                index,
                name,
                type,
                linkAddress,
                proto.getMtu(),
                proto.getFlags(),
                toModel(proto.getStatistics()),
                unavailable,
                0));
  }

  private static InterfaceName name(dev.procnet.v1.Interface proto) {
    if (proto.getRawName().isEmpty()) {
      return InterfaceName.of(proto.getName());
    }
    try {
      return new InterfaceName(proto.getRawName());
    } catch (ProcnetException e) {
      throw ProcnetException.field("raw_name", e.violations().getFirst().description());
    }
  }

  static dev.procnet.v1.InterfaceStatistics toProto(InterfaceStatistics statistics) {
    return dev.procnet.v1.InterfaceStatistics.newBuilder()
        .setRxBytes(statistics.rxBytes())
        .setRxPackets(statistics.rxPackets())
        .setRxErrors(statistics.rxErrors())
        .setRxDropped(statistics.rxDropped())
        .setRxFifo(statistics.rxFifo())
        .setRxFrame(statistics.rxFrame())
        .setRxCompressed(statistics.rxCompressed())
        .setRxMulticast(statistics.rxMulticast())
        .setTxBytes(statistics.txBytes())
        .setTxPackets(statistics.txPackets())
        .setTxErrors(statistics.txErrors())
        .setTxDropped(statistics.txDropped())
        .setTxFifo(statistics.txFifo())
        .setTxCollisions(statistics.txCollisions())
        .setTxCarrier(statistics.txCarrier())
        .setTxCompressed(statistics.txCompressed())
        .build();
  }

  static InterfaceStatistics toModel(dev.procnet.v1.InterfaceStatistics proto) {
    return new InterfaceStatistics(
        proto.getRxBytes(),
        proto.getRxPackets(),
        proto.getRxErrors(),
        proto.getRxDropped(),
        proto.getRxFifo(),
        proto.getRxFrame(),
        proto.getRxCompressed(),
        proto.getRxMulticast(),
        proto.getTxBytes(),
        proto.getTxPackets(),
        proto.getTxErrors(),
        proto.getTxDropped(),
        proto.getTxFifo(),
        proto.getTxCollisions(),
        proto.getTxCarrier(),
        proto.getTxCompressed());
  }

  static dev.procnet.v1.InterfaceAddress toProto(InterfaceAddress address) {
    return dev.procnet.v1.InterfaceAddress.newBuilder()
        .setInterfaceIndex(address.interfaceIndex())
        .setAddress(AddressText.format(address.address()))
        .setPrefixLength(address.prefixLength())
        .setScope(address.scope())
        .setFlags(address.flags())
        .build();
  }

  /**
   * @throws ProcnetException FIELD_INVALID with all that is wrong
   */
  static InterfaceAddress toModel(dev.procnet.v1.InterfaceAddress proto) {
    Violations wrong = new Violations();
    int index = index(wrong, "interface_index", proto.getInterfaceIndex());
    @Nullable IpAddress address = address(wrong, proto);
    int width = address == null ? 128 : address.width();
    int prefixLength = wrong.atMost("prefix_length", proto.getPrefixLength(), width);
    int scope = wrong.atMost("scope", proto.getScope(), 0xFF);
    int flags = wrong.atMost("flags", proto.getFlags(), 0xFF);
    IpAddress known = address == null ? Families.unspecified(true) : address;
    return wrong.build(
        () ->
            new InterfaceAddress(
                index,
                known,
                prefixLength,
                proto.hasScope() ? scope : InterfaceAddress.scopeOf(known),
                proto.hasFlags() ? flags : InterfaceAddress.PERMANENT));
  }

  /** Null, and noted, where it is wrong. */
  private static @Nullable IpAddress address(
      Violations wrong, dev.procnet.v1.InterfaceAddress proto) {
    try {
      return AddressText.parse(proto.getAddress());
    } catch (ProcnetException e) {
      wrong.add("address", e.violations().getFirst().description());
      return null;
    }
  }

  /** An index of an interface that must be named; 1, and noted, where it is wrong. */
  static int index(Violations wrong, String field, int value) {
    if (value == 0) {
      wrong.add(field, "is 0, expected 1 to " + Integer.MAX_VALUE);
    }
    return Math.max(1, wrong.atMost(field, value, Integer.MAX_VALUE));
  }
}
