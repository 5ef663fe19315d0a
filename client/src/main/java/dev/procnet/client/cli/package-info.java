/**
 * The command line, {@code procnet}: one class a command.
 *
 * <p>Belongs here: options, output, exit codes. Does not: calls and streams, which are the
 * library's; anything that knows the content of a net file, which is the server's.
 *
 * <p>A short command is mostly the start of its JVM, so only the classes of the command that runs
 * are loaded, and help, completion and version open no channel.
 */
@NullMarked
package dev.procnet.client.cli;

import org.jspecify.annotations.NullMarked;
