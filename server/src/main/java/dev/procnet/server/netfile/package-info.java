/**
 * The files of /proc/net: one final class a file, its format and its parse side by side, and the
 * directory of them.
 *
 * <p>Belongs here: bytes of files, how a captured tree becomes a state and back. Does not belong
 * here: what the state is and how it changes ({@code stack}), gRPC ({@code rpc}).
 *
 * <p>A parser takes what it can read; that a file was exactly what its system prints is checked
 * once for all files, by rendering what was parsed and comparing ({@link
 * dev.procnet.server.netfile.TreeImporter}).
 */
@NullMarked
package dev.procnet.server.netfile;

import org.jspecify.annotations.NullMarked;
