package dev.procnet.server.security;

import com.google.common.collect.Iterables;
import io.grpc.Attributes;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who calls.
 *
 * @param names identities that were proved: {@code dns:NAME} and {@code uri:URI} of a client
 *     certificate, {@code token:NAME}, {@code uid:N} and {@code gid:N} of a Unix socket's peer;
 *     none: nobody that the server knows
 * @param local it came by a listener that only this machine reaches
 * @param peer the address that it calls from, for logs
 */
public record Caller(Set<String> names, boolean local, String peer) {

  /** On connections: who made them. */
  static final Attributes.Key<Caller> ATTRIBUTE = Attributes.Key.create("procnet-caller");

  public Caller {
    names = Set.copyOf(names);
  }

  /** The same, with one identity more. */
  Caller with(String name) {
    Set<String> all = new LinkedHashSet<>(names);
    all.add(name);
    return new Caller(all, local, peer);
  }

  /** Someone is known by a name. */
  boolean known() {
    return !names.isEmpty();
  }

  /** The names in a line, in a fixed order; {@code local} or {@code anonymous} where none. */
  String label() {
    if (known()) {
      return String.join(" ", Iterables.limit(names.stream().sorted().toList(), 8));
    }
    return local ? Grant.LOCAL : "anonymous";
  }
}
