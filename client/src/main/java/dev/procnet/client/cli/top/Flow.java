package dev.procnet.client.cli.top;

/**
 * What goes through an interface a second; 0 at the first look.
 *
 * @param name of the interface
 * @param rxBytes received
 * @param rxPackets received
 * @param txBytes sent
 * @param txPackets sent
 * @param bytes in all and both ways since the counters began, unsigned
 */
public record Flow(
    String name, double rxBytes, double rxPackets, double txBytes, double txPackets, long bytes) {}
