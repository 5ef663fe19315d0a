/**
 * Series of stacks under the names that node_exporter gives them, so that dashboards and alerts
 * written for a host work for a stack; and Procnet's own of each stack.
 *
 * <p>Belongs here: one collector for each of node_exporter's, from a snapshot to series. Does not
 * belong here: meters of this server ({@code metrics}), HTTP ({@code web}).
 */
@NullMarked
package dev.procnet.server.metrics.node;

import org.jspecify.annotations.NullMarked;
