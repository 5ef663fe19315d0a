/**
 * The status page: stacks, interfaces, sockets and net files to look at, from one snapshot a page.
 *
 * <p>Belongs here: paths, queries, what a page shows. Does not belong here: HTML, which the
 * templates in {@code src/main/jte} have, and its escaping, which their engine does.
 */
@NullMarked
package dev.procnet.server.web.status;

import org.jspecify.annotations.NullMarked;
