/**
 * The daemon: {@code main}, its flags, the wiring, one module a feature, and what is started and
 * stopped in which order.
 *
 * <p>Belongs here: flags, modules without logic, the gRPC listeners, files that only a start
 * touches. Does not belong here: what a call does ({@code rpc}), pages ({@code web}), meters
 * ({@code metrics}), ranges of settings ({@code config}).
 */
@NullMarked
package dev.procnet.server;

import org.jspecify.annotations.NullMarked;
