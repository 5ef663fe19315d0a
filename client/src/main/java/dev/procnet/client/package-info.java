/**
 * The client library: connections, calls, checked streams, and trees of net files on disk.
 *
 * <p>Belongs here: whatever a program needs to use a server, with typed errors and deadlines. Does
 * not: anything that knows the content of a net file, or that prints, which is the {@code cli}
 * package's.
 */
@NullMarked
package dev.procnet.client;

import org.jspecify.annotations.NullMarked;
