/**
 * What the folders of deploy make and hold, tried as its users would: archives are unpacked where
 * no Java is, packages installed and removed, images run, manifests built.
 *
 * <p>Belongs here: tests of what is shipped. Does not belong here: what server and client do, which
 * their own tests tell.
 */
@NullMarked
package dev.procnet.deploy;

import org.jspecify.annotations.NullMarked;
