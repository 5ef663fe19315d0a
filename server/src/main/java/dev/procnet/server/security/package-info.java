/**
 * Who may do what: the rule that keeps callers without a name off the network, and what is logged
 * of those who are turned away.
 *
 * <p>Belongs here: TLS, identity, roles, limits. Does not belong here: what a call does ({@code
 * rpc}).
 */
@NullMarked
package dev.procnet.server.security;

import org.jspecify.annotations.NullMarked;
