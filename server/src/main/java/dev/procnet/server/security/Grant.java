package dev.procnet.server.security;

import com.google.common.collect.Sets;
import java.util.Collections;
import java.util.Set;

/**
 * Roles that callers have.
 *
 * @param who names of callers, as in {@link Caller#names}, {@value #LOCAL} or {@value #ANYONE}
 * @param roles at least one
 * @param stacks that the roles are for
 */
record Grant(Set<String> who, Set<Role> roles, StackSet stacks) {

  /** Who reaches the server by loopback or a Unix socket. */
  static final String LOCAL = "local";

  /** Everyone, with or without an identity. */
  static final String ANYONE = "anyone";

  Grant {
    who = Set.copyOf(who);
    roles = Sets.immutableEnumSet(roles);
  }

  boolean isFor(Caller caller) {
    return who.contains(ANYONE)
        || (caller.local() && who.contains(LOCAL))
        || !Collections.disjoint(who, caller.names());
  }
}
