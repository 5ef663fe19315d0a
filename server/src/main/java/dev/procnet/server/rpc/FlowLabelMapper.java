package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.FlowLabel;
import dev.procnet.server.stack.FlowLabel.Sharing;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.v1.FlowLabelSharing;

/** Leases of IPv6 flow labels. */
final class FlowLabelMapper {

  private FlowLabelMapper() {}

  static dev.procnet.v1.FlowLabel toProto(FlowLabel row, Sight sight) {
    int owner =
        row.sharing() == Sharing.USER ? sight.reader().uidMap().inside(row.owner()) : row.owner();
    return dev.procnet.v1.FlowLabel.newBuilder()
        .setLabel(row.label())
        .setSharing(sharing(row.sharing()))
        .setOwner(owner)
        .setUsers(row.users())
        .setLingerSeconds(row.linger())
        .setExpiresSeconds(row.expires())
        .setDestination(AddressText.format(sight.address(row.destination())))
        .setOptionLength(row.optionLength())
        .build();
  }

  private static FlowLabelSharing sharing(Sharing sharing) {
    return switch (sharing) {
      case NONE -> FlowLabelSharing.FLOW_LABEL_SHARING_NONE;
      case EXCLUSIVE -> FlowLabelSharing.FLOW_LABEL_SHARING_EXCLUSIVE;
      case PROCESS -> FlowLabelSharing.FLOW_LABEL_SHARING_PROCESS;
      case USER -> FlowLabelSharing.FLOW_LABEL_SHARING_USER;
      case ANY -> FlowLabelSharing.FLOW_LABEL_SHARING_ANY;
    };
  }

  /**
   * A lease.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static FlowLabel toModel(dev.procnet.v1.FlowLabel proto) {
    Violations wrong = new Violations();
    Sharing sharing = sharing(wrong, proto);
    Ipv6Address destination = Families.ipv6(wrong, "destination", proto.getDestination());
    return wrong.build(
        () ->
            new FlowLabel(
                proto.getLabel(),
                sharing,
                proto.getOwner(),
                proto.getUsers(),
                proto.getLingerSeconds(),
                proto.getExpiresSeconds(),
                destination,
                proto.getOptionLength()));
  }

  private static Sharing sharing(Violations wrong, dev.procnet.v1.FlowLabel proto) {
    return switch (proto.getSharing()) {
      case FLOW_LABEL_SHARING_UNSPECIFIED, FLOW_LABEL_SHARING_EXCLUSIVE -> Sharing.EXCLUSIVE;
      case FLOW_LABEL_SHARING_NONE -> Sharing.NONE;
      case FLOW_LABEL_SHARING_PROCESS -> Sharing.PROCESS;
      case FLOW_LABEL_SHARING_USER -> Sharing.USER;
      case FLOW_LABEL_SHARING_ANY -> Sharing.ANY;
      case UNRECOGNIZED -> {
        wrong.add(
            "sharing", "is " + proto.getSharingValue() + ", expected one of FlowLabelSharing");
        yield Sharing.EXCLUSIVE;
      }
    };
  }
}
