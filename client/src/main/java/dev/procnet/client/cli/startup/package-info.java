/**
 * Makes what lets the command line start quickly: a cache of classes that are loaded and linked.
 */
@NullMarked
package dev.procnet.client.cli.startup;

import org.jspecify.annotations.NullMarked;
