/**
 * The words and the columns of {@code ss}, iproute2 6.1: which tables, states and addresses its
 * options and filter choose, and how it prints what it reads from {@code /proc/net}. Sockets come
 * from the API; nothing here reads a net file.
 */
@NullMarked
package dev.procnet.client.cli.ss;

import org.jspecify.annotations.NullMarked;
