package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.Neighbor.State;
import dev.procnet.v1.NeighborState;

/** Neighbours and proxies. */
final class NeighborMapper {

  private NeighborMapper() {}

  static dev.procnet.v1.Neighbor toProto(Neighbor neighbor, View view) {
    return dev.procnet.v1.Neighbor.newBuilder()
        .setInterfaceIndex(neighbor.interfaceIndex())
        .setAddress(AddressText.format(view.sight().address(neighbor.address())))
        .setLinkAddress(LinkAddressText.format(view.sight().linkAddress(neighbor.linkAddress())))
        .setState(
            neighbor.proxy() ? NeighborState.NEIGHBOR_STATE_UNSPECIFIED : state(neighbor.state()))
        .setProxy(neighbor.proxy())
        .setHardwareType(neighbor.hardwareType())
        .setRevision(view.revision(neighbor.revision()))
        .build();
  }

  private static NeighborState state(State state) {
    return switch (state) {
      case INCOMPLETE -> NeighborState.NEIGHBOR_STATE_INCOMPLETE;
      case REACHABLE -> NeighborState.NEIGHBOR_STATE_REACHABLE;
      case STALE -> NeighborState.NEIGHBOR_STATE_STALE;
      case DELAY -> NeighborState.NEIGHBOR_STATE_DELAY;
      case PROBE -> NeighborState.NEIGHBOR_STATE_PROBE;
      case FAILED -> NeighborState.NEIGHBOR_STATE_FAILED;
      case NOARP -> NeighborState.NEIGHBOR_STATE_NOARP;
      case PERMANENT -> NeighborState.NEIGHBOR_STATE_PERMANENT;
    };
  }

  /**
   * A neighbour, its hardware type 0 where that is not set.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static Neighbor toModel(dev.procnet.v1.Neighbor proto) {
    Violations wrong = new Violations();
    int index = index(wrong, proto);
    IpAddress address = address(wrong, proto);
    ByteString linkAddress =
        wrong.part(
            "link_address", ByteString.EMPTY, () -> LinkAddressText.parse(proto.getLinkAddress()));
    State state = state(wrong, proto);
    int hardwareType = wrong.atMost("hardware_type", proto.getHardwareType(), 0xFFFF);
    return wrong.build(
        () -> new Neighbor(index, address, linkAddress, state, proto.getProxy(), hardwareType, 0));
  }

  /** The key of one to remove: its other fields are not looked at. */
  static Neighbor keyToModel(dev.procnet.v1.Neighbor proto) {
    Violations wrong = new Violations();
    int index = index(wrong, proto);
    IpAddress address = address(wrong, proto);
    return wrong.build(
        () ->
            new Neighbor(
                index, address, ByteString.EMPTY, State.REACHABLE, proto.getProxy(), 0, 0));
  }

  private static int index(Violations wrong, dev.procnet.v1.Neighbor proto) {
    return proto.getProxy()
        ? wrong.atMost("interface_index", proto.getInterfaceIndex(), Integer.MAX_VALUE)
        : InterfaceMapper.index(wrong, "interface_index", proto.getInterfaceIndex());
  }

  private static IpAddress address(Violations wrong, dev.procnet.v1.Neighbor proto) {
    return wrong.part(
        "address", Families.unspecified(false), () -> AddressText.parse(proto.getAddress()));
  }

  private static State state(Violations wrong, dev.procnet.v1.Neighbor proto) {
    if (proto.getProxy()) {
      return State.PERMANENT;
    }
    return switch (proto.getState()) {
      case NEIGHBOR_STATE_UNSPECIFIED, NEIGHBOR_STATE_REACHABLE -> State.REACHABLE;
      case NEIGHBOR_STATE_INCOMPLETE -> State.INCOMPLETE;
      case NEIGHBOR_STATE_STALE -> State.STALE;
      case NEIGHBOR_STATE_DELAY -> State.DELAY;
      case NEIGHBOR_STATE_PROBE -> State.PROBE;
      case NEIGHBOR_STATE_FAILED -> State.FAILED;
      case NEIGHBOR_STATE_NOARP -> State.NOARP;
      case NEIGHBOR_STATE_PERMANENT -> State.PERMANENT;
      case UNRECOGNIZED -> {
        wrong.add("state", "is " + proto.getStateValue() + ", expected one NUD_ state of 1 to 128");
        yield State.REACHABLE;
      }
    };
  }
}
