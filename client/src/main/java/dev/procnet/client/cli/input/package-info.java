/**
 * Reads what users write by hand: mutations as YAML, JSON or text proto.
 *
 * <p>Belongs here: formats, and errors that name file, line, path and the name that was meant. Does
 * not: whether a mutation makes sense, which the server decides.
 */
@NullMarked
package dev.procnet.client.cli.input;

import org.jspecify.annotations.NullMarked;
