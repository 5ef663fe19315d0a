package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.RecentAddress;

/** Addresses that were seen. */
final class RecentAddressMapper {

  private RecentAddressMapper() {}

  static dev.procnet.v1.RecentAddress toProto(RecentAddress row, Sight sight) {
    return dev.procnet.v1.RecentAddress.newBuilder()
        .setList(row.list())
        .setAddress(AddressText.format(sight.address(row.address())))
        .setTtl(row.ttl())
        .setNewest(row.newest())
        .addAllTimestamps(row.timestamps())
        .build();
  }

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static RecentAddress toModel(dev.procnet.v1.RecentAddress proto) {
    Violations wrong = new Violations();
    IpAddress address = address(wrong, proto);
    return wrong.build(
        () ->
            new RecentAddress(
                proto.getList(),
                address,
                proto.getTtl(),
                proto.getNewest(),
                proto.getTimestampsList()));
  }

  /**
   * The key of one to delete.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID
   */
  static RecentAddress.Key key(dev.procnet.v1.RecentAddress proto) {
    Violations wrong = new Violations();
    IpAddress address = address(wrong, proto);
    return wrong.build(() -> new RecentAddress.Key(proto.getList(), address, proto.getTtl()));
  }

  private static IpAddress address(Violations wrong, dev.procnet.v1.RecentAddress proto) {
    return wrong.part(
        "address", Ipv4Address.UNSPECIFIED, () -> AddressText.parse(proto.getAddress()));
  }
}
