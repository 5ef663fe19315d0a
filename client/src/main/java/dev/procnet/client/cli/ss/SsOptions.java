package dev.procnet.client.cli.ss;

/**
 * How sockets are shown.
 *
 * @param numeric {@code -n}: no names for ports and protocols
 * @param timers {@code -o}
 * @param details {@code -e}
 * @param info {@code -i}
 * @param header false with {@code -H}
 * @param screen columns of the terminal; 0: none
 */
public record SsOptions(
    boolean numeric, boolean timers, boolean details, boolean info, boolean header, int screen) {}
