package dev.procnet.client;

import dev.procnet.v1.ResponseHeader;

/**
 * A net file came whole.
 *
 * @param header which state it shows
 * @param bytes its size
 */
public record NetFileReceipt(ResponseHeader header, long bytes) {}
