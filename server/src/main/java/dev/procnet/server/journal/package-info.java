/**
 * The journal of calls, for tests: which came and how they ended, never what they carried.
 *
 * <p>Belongs here: what is kept, for how long, and who waits for it. Does not belong here: its
 * service ({@code rpc}), logs and meters.
 */
@NullMarked
package dev.procnet.server.journal;

import org.jspecify.annotations.NullMarked;
