package dev.procnet.client.fake;

import com.google.rpc.Code;
import dev.procnet.v1.ResponseHeader;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What the fake services share.
 *
 * @param serverId of this start
 * @param stacks by name
 * @param faults what goes wrong
 */
record FakeState(String serverId, Map<String, FakeStack> stacks, Faults faults) {

  static FakeState fresh() {
    FakeState state =
        new FakeState(UUID.randomUUID().toString(), new ConcurrentSkipListMap<>(), new Faults());
    state.stacks.put("default", new FakeStack());
    return state;
  }

  FakeStack stack(String name) {
    FakeStack stack = stacks.get(name);
    if (stack == null) {
      throw Faults.error(
          Code.NOT_FOUND,
          "STACK_NOT_FOUND",
          Map.of("stack", name, "suggestion", "default"),
          "stack '" + name + "' is not there");
    }
    return stack;
  }

  ResponseHeader header(String name) {
    return header(name, stack(name).revision());
  }

  ResponseHeader header(String name, long revision) {
    return ResponseHeader.newBuilder()
        .setServerId(serverId)
        .setStack(name)
        .setRevision(revision)
        .setCompactRevision(1)
        .build();
  }
}
