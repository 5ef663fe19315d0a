/**
 * Derived mutations: what an application or an administrator does, expanded into plain mutations
 * with all that the kernel does about it.
 *
 * <p>Belongs here: the kernel's state machines over the model. Does not belong here: how the model
 * is kept ({@code stack}), messages ({@code rpc}). One class a mutation; none reads a clock or a
 * random source.
 */
@NullMarked
package dev.procnet.server.stack.derive;

import org.jspecify.annotations.NullMarked;
