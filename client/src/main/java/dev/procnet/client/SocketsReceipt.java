package dev.procnet.client;

import dev.procnet.v1.ResponseHeader;

/**
 * Sockets came, all of them.
 *
 * @param header which state they are of
 * @param count how many
 */
public record SocketsReceipt(ResponseHeader header, long count) {}
