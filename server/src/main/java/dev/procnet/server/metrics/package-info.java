/**
 * What is measured: meters of the process, the calls and the stacks.
 *
 * <p>Belongs here: names of meters and where their values come from. Does not belong here: the HTTP
 * server ({@code web}).
 */
@NullMarked
package dev.procnet.server.metrics;

import org.jspecify.annotations.NullMarked;
