package dev.procnet.server.security;

import dev.procnet.v1.Access;
import java.util.Optional;

/**
 * What calls of a method need.
 *
 * @param role that the caller must have; empty: none, it is open to all
 * @param showsNoAddresses redacted readers may have the answers as they are
 */
public record MethodRule(Optional<Role> role, boolean showsNoAddresses) {

  /** Open to all. */
  public static final MethodRule OPEN = new MethodRule(Optional.empty(), true);

  /** For those who operate the server. */
  public static final MethodRule ADMIN = new MethodRule(Optional.of(Role.ADMIN), false);

  /** As a method's option says it; empty: it says nothing. */
  static Optional<MethodRule> of(Access access) {
    return role(access.getRole())
        .map(role -> new MethodRule(Optional.of(role), access.getShowsNoAddresses()));
  }

  /** Mutations and what operates the server are audited, reads are not. */
  boolean audited() {
    return role.isPresent() && role.get() != Role.READER;
  }

  private static Optional<Role> role(dev.procnet.v1.Role role) {
    return switch (role) {
      case ROLE_READER -> Optional.of(Role.READER);
      case ROLE_CONTROLLER -> Optional.of(Role.CONTROLLER);
      case ROLE_FAULT -> Optional.of(Role.FAULT);
      case ROLE_ADMIN -> Optional.of(Role.ADMIN);
      case ROLE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
