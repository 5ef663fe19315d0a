/**
 * The model: immutable records, snapshots, the one writer of each stack, and the registry of
 * stacks.
 *
 * <p>Belongs here: what a network stack holds, how it changes, which revision a reader sees. Does
 * not belong here: text formats ({@code netfile}), gRPC ({@code rpc}), wiring. A record that exists
 * is valid: constructors throw {@link dev.procnet.server.stack.ProcnetException} with the field's
 * path otherwise.
 */
@NullMarked
package dev.procnet.server.stack;

import org.jspecify.annotations.NullMarked;
