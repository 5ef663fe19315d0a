/**
 * A stack as a file system. What needs FUSE's library is {@link
 * dev.procnet.client.cli.mount.FuseMount} alone, whose classes are of Java 22: no other class may
 * be loaded with it.
 */
@NullMarked
package dev.procnet.client.cli.mount;

import org.jspecify.annotations.NullMarked;
