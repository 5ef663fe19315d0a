/**
 * Faults on purpose, for tests of what calls this server. They stand between callers and services,
 * which know nothing of them.
 *
 * <p>Belongs here: which calls a rule acts on, and one class for each thing that it does. Does not
 * belong here: the service that sets rules ({@code rpc}).
 */
@NullMarked
package dev.procnet.server.fault;

import org.jspecify.annotations.NullMarked;
