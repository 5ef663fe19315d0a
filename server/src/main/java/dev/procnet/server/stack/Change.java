package dev.procnet.server.stack;

import org.jspecify.annotations.Nullable;

/**
 * One row that a batch changed.
 *
 * @param section where
 * @param before what it was; null: it is new
 * @param after what it is; null: it is gone
 */
public record Change(Section<?> section, @Nullable Object before, @Nullable Object after) {}
