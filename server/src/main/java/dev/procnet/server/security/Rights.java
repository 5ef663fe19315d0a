package dev.procnet.server.security;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a caller may do.
 *
 * @param stacks of each role that it has
 */
record Rights(Map<Role, StackSet> stacks) {

  Rights {
    stacks = Map.copyOf(stacks);
  }

  /** All roles for all stacks. */
  static Rights all() {
    Map<Role, StackSet> all = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      all.put(role, StackSet.ALL);
    }
    return new Rights(all);
  }

  /** Which stacks it has a role for. */
  StackSet of(Role role) {
    return stacks.getOrDefault(role, StackSet.NONE);
  }

  /** Which stacks it sees, whole or redacted. */
  StackSet visible() {
    return of(Role.READER).union(of(Role.READER_REDACTED));
  }
}
