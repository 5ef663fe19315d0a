package dev.procnet.client.cli.top;

/**
 * A counter.
 *
 * @param name group and counter, {@code Tcp.InSegs}
 * @param value unsigned
 * @param rate growth a second; 0 at the first look
 */
public record Mover(String name, long value, double rate) {}
