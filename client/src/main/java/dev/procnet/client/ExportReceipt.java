package dev.procnet.client;

import dev.procnet.v1.ResponseHeader;

/**
 * A tree came whole.
 *
 * @param header which state it shows
 * @param files how many files
 * @param bytes of all of them
 */
public record ExportReceipt(ResponseHeader header, int files, long bytes) {}
