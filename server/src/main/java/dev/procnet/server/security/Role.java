package dev.procnet.server.security;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. No role contains another, but that a reader may do what a redacted may. */
public enum Role {
  /** Reads stacks. */
  READER,
  /** Reads stacks, with all addresses and ports zero. */
  READER_REDACTED,
  /** Makes, changes and removes stacks. */
  CONTROLLER,
  /** Makes calls fail and looks at the journal of calls. */
  FAULT,
  /** Operates the server; for no single stack. */
  ADMIN;

  /** As in a policy. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The role of that name. */
  public static Optional<Role> find(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }

  /** All names. */
  static List<String> labels() {
    return Arrays.stream(values()).map(Role::label).toList();
  }
}
