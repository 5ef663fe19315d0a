package dev.procnet.server.security;

import com.google.protobuf.Message;
import java.util.Objects;

/**
 * What a caller may ask of a method.
 *
 * @param method its full name
 * @param role that it needs
 * @param full stacks that the caller has it for
 * @param redacted stacks of which it may see all but the addresses
 * @param asIs answers have no addresses anyway
 */
record Permit(
    Caller caller, String method, Role role, StackSet full, StackSet redacted, boolean asIs) {

  static Permit of(Caller caller, Rights rights, String method, Role role, boolean asIs) {
    StackSet redacted = role == Role.READER ? rights.visible() : StackSet.NONE;
    return new Permit(caller, method, role, rights.of(role), redacted, asIs);
  }

  /** No request at all would be allowed. */
  boolean isVoid() {
    return full.isEmpty() && redacted.isEmpty();
  }

  /** Stacks of which the caller may know. */
  StackSet visible() {
    return full.union(redacted);
  }

  /**
   * The request as it may go on.
   *
   * @throws dev.procnet.server.stack.ProcnetException ROLE_MISSING, CALLER_UNKNOWN
   */
  Object checked(Object request) {
    if (full.all() || !(request instanceof Message message)) {
      return request;
    }
    StackNames names = StackNames.of(message);
    if (!names.names().isEmpty() || names.any()) {
      if (names.allIn(full)) {
        return request;
      }
    } else if (redacted.isEmpty() || asIs) {
      return request;
    }
    boolean hideable = asIs || Redaction.applies(message.getDescriptorForType());
    if (names.allIn(redacted) && hideable) {
      return asIs ? request : Redaction.hidden(message);
    }
    throw Authority.denied(caller, method, role, missing(names));
  }

  private String missing(StackNames names) {
    return names.names().stream()
        .filter(name -> !full.contains(name))
        .map(Objects::toString)
        .findFirst()
        .orElse(names.any() ? "*" : "");
  }
}
