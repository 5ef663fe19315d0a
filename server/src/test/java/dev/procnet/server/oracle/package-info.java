/**
 * The kernel as oracle: as root on Linux, network namespaces are brought into many situations; what
 * the kernel's files say is imported and compared, then the kernel is changed, the model is told
 * the same by mutations, and both are compared again.
 */
@NullMarked
package dev.procnet.server.oracle;

import org.jspecify.annotations.NullMarked;
