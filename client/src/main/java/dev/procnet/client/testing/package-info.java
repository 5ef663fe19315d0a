/**
 * A kit for tests against a remote {@code /proc/net}: servers that start in milliseconds, a stack
 * of its own for each test, and assertions that wait by revision and never sleep. JUnit and AssertJ
 * are optional: {@link dev.procnet.client.testing.TestServer} and {@link
 * dev.procnet.client.testing.TestStack} need neither.
 */
@NullMarked
package dev.procnet.client.testing;

import org.jspecify.annotations.NullMarked;
