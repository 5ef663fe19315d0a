package dev.procnet.server.rpc;

import dev.procnet.server.stack.Connection;
import dev.procnet.server.stack.Connection.GreTimeouts;
import dev.procnet.server.stack.Connection.Status;
import dev.procnet.server.stack.Connection.Traffic;
import dev.procnet.server.stack.Connection.Zone;
import dev.procnet.server.stack.Connection.ZoneDirection;
import dev.procnet.server.stack.ConnectionTuple;
import dev.procnet.v1.ConnectionStatus;
import dev.procnet.v1.ConnectionTraffic;
import dev.procnet.v1.ConnectionZone;
import dev.procnet.v1.ConnectionZoneDirection;
import org.jspecify.annotations.Nullable;

/** Tracked connections. */
final class ConnectionMapper {

  private ConnectionMapper() {}

  static dev.procnet.v1.Connection toProto(Connection row, Sight sight) {
    dev.procnet.v1.Connection.Builder proto =
        dev.procnet.v1.Connection.newBuilder()
            .setProtocol(row.protocol())
            .setOriginal(ConnectionTupleMapper.toProto(row.original(), sight))
            .setReply(ConnectionTupleMapper.toProto(row.reply(), sight))
            .setState(row.state() == null ? "" : row.state())
            .setUnreplied(row.unreplied())
            .setStatus(status(row.status()))
            .setSecurityContext(row.securityContext())
            .setUseCount(row.useCount());
    setTraffic(row, proto);
    setOptional(row, proto);
    return proto.build();
  }

  private static void setTraffic(Connection row, dev.procnet.v1.Connection.Builder proto) {
    Traffic original = row.originalTraffic();
    Traffic reply = row.replyTraffic();
    if (original != null && reply != null) {
      proto.setOriginalTraffic(traffic(original)).setReplyTraffic(traffic(reply));
    }
  }

  private static void setOptional(Connection row, dev.procnet.v1.Connection.Builder proto) {
    if (row.timeout() != null) {
      proto.setTimeoutSeconds(row.timeout());
    }
    if (row.mark() != null) {
      proto.setMark(row.mark());
    }
    if (row.securityMark() != null) {
      proto.setSecurityMark(row.securityMark());
    }
    if (row.age() != null) {
      proto.setAgeSeconds(row.age());
    }
    GreTimeouts timeouts = row.greTimeouts();
    if (timeouts != null) {
      proto
          .getGreTimeoutsBuilder()
          .setUnrepliedSeconds(timeouts.unreplied())
          .setStreamSeconds(timeouts.stream());
    }
    Zone zone = row.zone();
    if (zone != null) {
      proto.setZone(
          ConnectionZone.newBuilder().setId(zone.id()).setDirection(direction(zone.direction())));
    }
  }

  private static ConnectionTraffic traffic(Traffic traffic) {
    return ConnectionTraffic.newBuilder()
        .setPackets(traffic.packets())
        .setBytes(traffic.bytes())
        .build();
  }

  private static ConnectionStatus status(Status status) {
    return switch (status) {
      case NONE -> ConnectionStatus.CONNECTION_STATUS_UNSPECIFIED;
      case ASSURED -> ConnectionStatus.CONNECTION_STATUS_ASSURED;
      case OFFLOAD -> ConnectionStatus.CONNECTION_STATUS_OFFLOAD;
      case HARDWARE_OFFLOAD -> ConnectionStatus.CONNECTION_STATUS_HARDWARE_OFFLOAD;
    };
  }

  private static ConnectionZoneDirection direction(ZoneDirection direction) {
    return switch (direction) {
      case BOTH -> ConnectionZoneDirection.CONNECTION_ZONE_DIRECTION_BOTH;
      case ORIGINAL -> ConnectionZoneDirection.CONNECTION_ZONE_DIRECTION_ORIGINAL;
      case REPLY -> ConnectionZoneDirection.CONNECTION_ZONE_DIRECTION_REPLY;
    };
  }

  /**
   * A connection.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static Connection toModel(dev.procnet.v1.Connection proto) {
    Violations wrong = new Violations();
    Status status = status(wrong, proto);
    Zone zone = zone(wrong, proto);
    ConnectionTuple original =
        ConnectionTupleMapper.toModel(wrong, "original", proto.getOriginal());
    ConnectionTuple reply = ConnectionTupleMapper.toModel(wrong, "reply", proto.getReply());
    // Directions that are wrong can't be compared with each other.
    wrong.throwIfAny();
    return wrong.build(
        () ->
            new Connection(
                proto.getProtocol(),
                proto.hasTimeoutSeconds() ? proto.getTimeoutSeconds() : null,
                proto.getState().isEmpty() ? null : proto.getState(),
                greTimeouts(proto),
                original,
                reply,
                proto.hasOriginalTraffic() ? traffic(proto.getOriginalTraffic()) : null,
                proto.hasReplyTraffic() ? traffic(proto.getReplyTraffic()) : null,
                proto.getUnreplied(),
                status,
                proto.hasMark() ? proto.getMark() : null,
                proto.hasSecurityMark() ? proto.getSecurityMark() : null,
                proto.getSecurityContext(),
                zone,
                proto.hasAgeSeconds() ? proto.getAgeSeconds() : null,
                proto.getUseCount()));
  }

  /**
   * The key of a connection to delete.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static Connection.Key key(dev.procnet.v1.Connection proto) {
    Violations wrong = new Violations();
    Zone zone = zone(wrong, proto);
    ConnectionTuple original =
        ConnectionTupleMapper.toModel(wrong, "original", proto.getOriginal());
    return wrong.build(() -> Connection.Key.of(proto.getProtocol(), original, zone));
  }

  private static Traffic traffic(ConnectionTraffic proto) {
    return new Traffic(proto.getPackets(), proto.getBytes());
  }

  private static @Nullable GreTimeouts greTimeouts(dev.procnet.v1.Connection proto) {
    return proto.hasGreTimeouts()
        ? new GreTimeouts(
            proto.getGreTimeouts().getUnrepliedSeconds(), proto.getGreTimeouts().getStreamSeconds())
        : null;
  }

  private static Status status(Violations wrong, dev.procnet.v1.Connection proto) {
    return switch (proto.getStatus()) {
      case CONNECTION_STATUS_UNSPECIFIED -> Status.NONE;
      case CONNECTION_STATUS_ASSURED -> Status.ASSURED;
      case CONNECTION_STATUS_OFFLOAD -> Status.OFFLOAD;
      case CONNECTION_STATUS_HARDWARE_OFFLOAD -> Status.HARDWARE_OFFLOAD;
      case UNRECOGNIZED -> {
        wrong.add("status", "is " + proto.getStatusValue() + ", expected one of ConnectionStatus");
        yield Status.NONE;
      }
    };
  }

  private static @Nullable Zone zone(Violations wrong, dev.procnet.v1.Connection proto) {
    if (!proto.hasZone()) {
      return null;
    }
    ConnectionZone zone = proto.getZone();
    ZoneDirection direction =
        switch (zone.getDirection()) {
          case CONNECTION_ZONE_DIRECTION_UNSPECIFIED, CONNECTION_ZONE_DIRECTION_BOTH ->
              ZoneDirection.BOTH;
          case CONNECTION_ZONE_DIRECTION_ORIGINAL -> ZoneDirection.ORIGINAL;
          case CONNECTION_ZONE_DIRECTION_REPLY -> ZoneDirection.REPLY;
          case UNRECOGNIZED -> {
            wrong.add(
                "zone.direction",
                "is " + zone.getDirectionValue() + ", expected one of ConnectionZoneDirection");
            yield ZoneDirection.BOTH;
          }
        };
    return wrong.part(
        "zone", new Zone(0, ZoneDirection.BOTH), () -> new Zone(zone.getId(), direction));
  }
}
