/**
 * A small server that keeps files and sockets in memory and answers as the API says, with faults on
 * demand. Not a server to rely on: it neither parses nor formats.
 */
@NullMarked
package dev.procnet.client.fake;

import org.jspecify.annotations.NullMarked;
