package dev.procnet.server.security;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who has which role. What is not granted is denied.
 *
 * @param grants in no order: a caller has what all of them give
 */
public record Policy(List<Grant> grants) {

  public Policy {
    grants = List.copyOf(grants);
  }

  Rights of(Caller caller) {
    Map<Role, StackSet> stacks = new EnumMap<>(Role.class);
    for (Grant grant : grants) {
      if (grant.isFor(caller)) {
        grant.roles().forEach(role -> stacks.merge(role, grant.stacks(), StackSet::union));
      }
    }
    return new Rights(stacks);
  }
}
