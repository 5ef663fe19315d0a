/**
 * Scenarios: states that tests begin in and what happens from there, read from files and carried
 * out through a client. Knows neither the command line nor JUnit.
 */
@NullMarked
package dev.procnet.client.scenario;

import org.jspecify.annotations.NullMarked;
