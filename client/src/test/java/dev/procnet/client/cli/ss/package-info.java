/** Tests of ss's words and columns. */
@NullMarked
package dev.procnet.client.cli.ss;

import org.jspecify.annotations.NullMarked;
