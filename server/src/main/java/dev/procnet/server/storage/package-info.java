/**
 * Keeps stacks in a directory, so that they outlive the process: what happens to them, as it
 * happens, and now and then all of them as they are.
 *
 * <p>Belongs here: the embedded engine, what its keys and values are, when they are written
 * through, and how stacks are made of them again. Does not belong here: what stacks are ({@code
 * stack}), and what requests are ({@code rpc}), whose bytes are kept as they are.
 */
@NullMarked
package dev.procnet.server.storage;

import org.jspecify.annotations.NullMarked;
