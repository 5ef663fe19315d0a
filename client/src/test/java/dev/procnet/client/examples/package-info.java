/** The examples of tests: that in Java, and the others run as their users run them. */
@NullMarked
package dev.procnet.client.examples;

import org.jspecify.annotations.NullMarked;
