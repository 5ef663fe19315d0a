/**
 * The gRPC services: validate what came, call down, translate back.
 *
 * <p>Belongs here: services, mappers between the API's messages and the model (one small class an
 * entity), flow control of streams, and the one interceptor that maps errors. Does not belong here:
 * what a mutation does ({@code stack}), what a file looks like ({@code netfile}), listeners, TLS
 * and other wiring.
 *
 * <p>Nothing here blocks a thread: what waits is called back.
 */
@NullMarked
package dev.procnet.server.rpc;

import org.jspecify.annotations.NullMarked;
