/**
 * Proof that what was answered is kept and that abuse does no harm: commands that take as long as
 * they are told, and bounded versions of them as tests.
 */
@NullMarked
package dev.procnet.server.robust;

import org.jspecify.annotations.NullMarked;
