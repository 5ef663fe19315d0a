/**
 * Who may do what: TLS, identities, the policy of roles, the rule that keeps callers without a name
 * off the network, and what is written down of those who change things or are turned away.
 *
 * <p>Belongs here: TLS, identity, roles. Does not belong here: what a call does ({@code rpc}), how
 * it is served over HTTP ({@code web}).
 */
@NullMarked
package dev.procnet.server.security;

import org.jspecify.annotations.NullMarked;
