package dev.procnet.server.security;

import dev.procnet.server.config.SecurityConfig;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says who a caller is and what it may do. What nothing grants is denied. */
@Singleton
public final class Authority {

  private static final String BEARER = "bearer ";
  private static final Rights NOTHING = new Rights(Map.of());

  private final SecurityFiles files;
  private final boolean insecure;

  @Inject
  public Authority(SecurityConfig config, SecurityFiles files) {
    this.files = files;
    this.insecure = config.insecure();
  }

  /**
   * The caller with what its Authorization header proves.
   *
   * @param authorization as RFC 6750 has it, null: none was sent
   * @throws ProcnetException CALLER_UNKNOWN: it is no token that the server knows
   */
  Caller identify(Caller caller, @Nullable String authorization) {
    Optional<Tokens> tokens = files.tokens();
    if (authorization == null || tokens.isEmpty()) {
      return caller;
    }
    boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return Optional.of(authorization)
        .filter(text -> bearer)
        .flatMap(text -> tokens.get().nameOf(text.substring(BEARER.length()).strip()))
        .map(name -> caller.with("token:" + name))
        .orElseThrow(
            () ->
                ProcnetException.of(
                    Reason.CALLER_UNKNOWN,
                    "the authorization is none that the server knows, expected 'Bearer TOKEN' of"
                        + " one in its list"));
  }

  /** What a caller may do now. */
  Rights rights(Caller caller) {
    Optional<Policy> policy = files.policy();
    if (policy.isPresent()) {
      return policy.get().of(caller);
    }
    return caller.local() || insecure ? Rights.all() : NOTHING;
  }

  /** The error of a caller that lacks a role. */
  static ProcnetException denied(Caller caller, String method, Role role, String stack) {
    String what = "the role " + role.label() + (stack.isEmpty() ? "" : " for stack " + stack);
    return caller.known()
        ? ProcnetException.of(
            Reason.ROLE_MISSING,
            "'" + caller.label() + "' does not have " + what + ", which " + method + " needs",
            "method",
            method,
            "role",
            role.label(),
            "stack",
            stack,
            "caller",
            caller.label())
        : ProcnetException.of(
            Reason.CALLER_UNKNOWN,
            "the caller has no identity, expected a client certificate or a token with "
                + what
                + ", which "
                + method
                + " needs",
            "method",
            method,
            "role",
            role.label());
  }
}
