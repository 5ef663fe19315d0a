package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.ConnectionTuple;
import dev.procnet.server.stack.ConnectionTuple.GreKeys;
import dev.procnet.server.stack.ConnectionTuple.Icmp;
import dev.procnet.server.stack.ConnectionTuple.Ports;
import dev.procnet.server.stack.ConnectionTuple.Transport;
import dev.procnet.server.stack.ConnectionTuple.Unknown;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.v1.ConnectionGreKeys;
import dev.procnet.v1.ConnectionIcmp;
import dev.procnet.v1.ConnectionPorts;

/** Directions of connections. */
final class ConnectionTupleMapper {

  private static final ConnectionTuple HARMLESS =
      new ConnectionTuple(Ipv4Address.UNSPECIFIED, Ipv4Address.UNSPECIFIED, new Unknown());

  private ConnectionTupleMapper() {}

  static dev.procnet.v1.ConnectionTuple toProto(ConnectionTuple whole, Sight sight) {
    ConnectionTuple tuple = sight.reader().hideAddresses() ? whole.hidden() : whole;
    dev.procnet.v1.ConnectionTuple.Builder proto =
        dev.procnet.v1.ConnectionTuple.newBuilder()
            .setSource(AddressText.format(tuple.source()))
            .setDestination(AddressText.format(tuple.destination()));
    switch (tuple.transport()) {
      case Ports(int source, int destination) ->
          proto.setPorts(
              ConnectionPorts.newBuilder().setSource(source).setDestination(destination));
      case Icmp(int type, int code, int id) ->
          proto.setIcmp(ConnectionIcmp.newBuilder().setType(type).setCode(code).setId(id));
      case GreKeys(int source, int destination) ->
          proto.setGreKeys(
              ConnectionGreKeys.newBuilder().setSource(source).setDestination(destination));
      case Unknown() -> {}
    }
    return proto.build();
  }

  /** A direction that is a field of a message; a harmless one where it is wrong. */
  static ConnectionTuple toModel(
      Violations wrong, String field, dev.procnet.v1.ConnectionTuple proto) {
    return wrong.part(field, HARMLESS, () -> toModel(proto));
  }

  /**
   * A direction.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static ConnectionTuple toModel(dev.procnet.v1.ConnectionTuple proto) {
    Violations wrong = new Violations();
    IpAddress source = address(wrong, "source", proto.getSource());
    IpAddress destination = address(wrong, "destination", proto.getDestination());
    Transport transport = transport(wrong, proto);
    // Of addresses that are wrong it can't be said that they are of different families.
    wrong.throwIfAny();
    return wrong.build(() -> new ConnectionTuple(source, destination, transport));
  }

  private static IpAddress address(Violations wrong, String field, String text) {
    return wrong.part(field, Ipv4Address.UNSPECIFIED, () -> AddressText.parse(text));
  }

  private static Transport transport(Violations wrong, dev.procnet.v1.ConnectionTuple proto) {
    Unknown none = new Unknown();
    return switch (proto.getTransportCase()) {
      case PORTS ->
          wrong.<Transport>part(
              "ports",
              none,
              () -> new Ports(proto.getPorts().getSource(), proto.getPorts().getDestination()));
      case ICMP ->
          wrong.<Transport>part(
              "icmp",
              none,
              () ->
                  new Icmp(
                      proto.getIcmp().getType(),
                      proto.getIcmp().getCode(),
                      proto.getIcmp().getId()));
      case GRE_KEYS ->
          wrong.<Transport>part(
              "gre_keys",
              none,
              () ->
                  new GreKeys(proto.getGreKeys().getSource(), proto.getGreKeys().getDestination()));
      case TRANSPORT_NOT_SET -> none;
    };
  }
}
