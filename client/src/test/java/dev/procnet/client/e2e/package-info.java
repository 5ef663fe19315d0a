/**
 * The whole product as its users run it: the programs that the build leaves, as processes, over
 * real sockets.
 *
 * <p>Belongs here: what only shows when server and client meet, and what README says. Does not
 * belong here: what either module can show by itself.
 */
@NullMarked
package dev.procnet.client.e2e;

import org.jspecify.annotations.NullMarked;
