/**
 * The settings of a server: each one's name, range, default and meaning, where it was written, and
 * the checked records that the parts of the server take.
 *
 * <p>Belongs here: names, ranges, parsing of values and of the configuration file. Does not belong
 * here: flags ({@code server}), what a setting does (the part that takes the record). It is a
 * package of its own below the others, since {@code web} and {@code security} need its records and
 * may not look up at the root.
 */
@NullMarked
package dev.procnet.server.config;

import org.jspecify.annotations.NullMarked;
