package dev.procnet.server.security;

import java.util.Set;
import java.util.TreeSet;

/**
 * Stacks that a role is had for.
 *
 * @param all every stack, those that will be made too
 * @param names where it is not all
 */
record StackSet(boolean all, Set<String> names) {

  static final StackSet ALL = new StackSet(true, Set.of());
  static final StackSet NONE = new StackSet(false, Set.of());

  StackSet {
    names = Set.copyOf(names);
  }

  static StackSet of(Set<String> names) {
    return new StackSet(false, names);
  }

  boolean isEmpty() {
    return !all && names.isEmpty();
  }

  boolean contains(String stack) {
    return all || names.contains(stack);
  }

  boolean containsAll(Set<String> stacks) {
    return all || names.containsAll(stacks);
  }

  StackSet union(StackSet other) {
    if (all || other.all) {
      return ALL;
    }
    Set<String> both = new TreeSet<>(names);
    both.addAll(other.names);
    return of(both);
  }
}
