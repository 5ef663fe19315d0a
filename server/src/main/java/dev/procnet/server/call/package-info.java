/**
 * What is known of a call beside its message: which stack and file it speaks of, who makes it, how
 * it sees the state.
 *
 * <p>Belongs here: what {@code journal}, {@code fault} and {@code rpc} all need to know of a call.
 * Does not belong here: services ({@code rpc}), the state itself ({@code stack}).
 */
@NullMarked
package dev.procnet.server.call;

import org.jspecify.annotations.NullMarked;
