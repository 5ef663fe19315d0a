/**
 * Benchmarks: programs of their own, started by deploy/bench.sh, never tests. Each measures against
 * a reference in the same run.
 */
@NullMarked
package dev.procnet.server.bench;

import org.jspecify.annotations.NullMarked;
