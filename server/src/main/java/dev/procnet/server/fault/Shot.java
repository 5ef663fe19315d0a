package dev.procnet.server.fault;

import dev.procnet.v1.FaultRule;
import java.util.random.RandomGenerator;

/**
 * A rule that acts on a call.
 *
 * @param chance of this call alone
 */
record Shot(FaultRule rule, RandomGenerator chance) {}
