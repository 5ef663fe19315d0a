package dev.procnet.server.metrics.node;

/**
 * How many series a scrape has at most, so that a stack of very many interfaces fills no memory.
 *
 * @param series 1 or more
 */
public record SeriesLimit(int series) {}
