package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.HashlimitBucket;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;

/** What is left of the rates of addresses. */
final class HashlimitBucketMapper {

  private HashlimitBucketMapper() {}

  static dev.procnet.v1.HashlimitBucket toProto(HashlimitBucket row, Sight sight) {
    return dev.procnet.v1.HashlimitBucket.newBuilder()
        .setTable(row.table())
        .setSource(AddressText.format(sight.address(row.source())))
        .setSourcePort(sight.port(row.sourcePort()))
        .setDestination(AddressText.format(sight.address(row.destination())))
        .setDestinationPort(sight.port(row.destinationPort()))
        .setExpiresSeconds(row.expires())
        .setCredit(row.credit())
        .setCreditCap(row.creditCap())
        .setCost(row.cost())
        .build();
  }

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static HashlimitBucket toModel(dev.procnet.v1.HashlimitBucket proto) {
    Violations wrong = new Violations();
    IpAddress source = address(wrong, "source", proto.getSource());
    IpAddress destination = address(wrong, "destination", proto.getDestination());
    // Of addresses that are wrong it can't be said that they are of different families.
    wrong.throwIfAny();
    return wrong.build(
        () ->
            new HashlimitBucket(
                proto.getTable(),
                source,
                proto.getSourcePort(),
                destination,
                proto.getDestinationPort(),
                proto.getExpiresSeconds(),
                proto.getCredit(),
                proto.getCreditCap(),
                proto.getCost()));
  }

  /**
   * The key of one to delete.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static HashlimitBucket.Key key(dev.procnet.v1.HashlimitBucket proto) {
    Violations wrong = new Violations();
    IpAddress source = address(wrong, "source", proto.getSource());
    IpAddress destination = address(wrong, "destination", proto.getDestination());
    return wrong.build(
        () ->
            new HashlimitBucket.Key(
                proto.getTable(),
                source,
                proto.getSourcePort(),
                destination,
                proto.getDestinationPort()));
  }

  private static IpAddress address(Violations wrong, String field, String text) {
    return wrong.part(field, Ipv4Address.UNSPECIFIED, () -> AddressText.parse(text));
  }
}
