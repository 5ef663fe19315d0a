package dev.procnet.server.rpc;

import dev.procnet.server.stack.Lease;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.v1.StackUsage;

/** Stacks. */
final class StackMapper {

  private StackMapper() {}

  static dev.procnet.v1.Stack toProto(Stack stack, Snapshot snapshot) {
    dev.procnet.v1.Stack.Builder proto =
        dev.procnet.v1.Stack.newBuilder()
            .setName(stack.name())
            .setProfile(ProfileMapper.toProto(snapshot.profile()))
            .putAllLabels(stack.labels())
            .setCreateTime(Headers.timestamp(stack.createdAt()))
            .setRevision(snapshot.revision())
            .setUsage(usage(stack, snapshot))
            .setSettings(SettingsMapper.toProto(snapshot.settings()));
    Lease lease = stack.lease();
    if (lease != null) {
      proto.setExpireTime(Headers.timestamp(lease.end()));
    }
    return proto.build();
  }

  private static StackUsage usage(Stack stack, Snapshot snapshot) {
    return StackUsage.newBuilder()
        .setSockets(snapshot.socketCount())
        .setInterfaces(snapshot.table(Section.INTERFACES).size())
        .setRoutes(snapshot.table(Section.ROUTES).size() + snapshot.table(Section.ROUTES6).size())
        .setNeighbors(snapshot.table(Section.NEIGHBORS).size())
        .setWatchers(stack.listenerCount())
        .build();
  }
}
