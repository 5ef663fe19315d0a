/** What {@code procnet top} shows: what grows in a stack, between two looks at its counters. */
@NullMarked
package dev.procnet.client.cli.top;

import org.jspecify.annotations.NullMarked;
