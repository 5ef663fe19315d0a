/**
 * Coverage-guided fuzzing: what no test thought of is tried, for seconds in each build and as long
 * as one likes by hand. Targets that need a package's insides stand in that package.
 */
@NullMarked
package dev.procnet.server.fuzz;

import org.jspecify.annotations.NullMarked;
