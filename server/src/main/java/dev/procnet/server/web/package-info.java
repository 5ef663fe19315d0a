/**
 * The HTTP listener: /healthz, and the pages that other parts add.
 *
 * <p>Belongs here: the HTTP server, its limits, its pages. Does not belong here: what /metrics
 * shows ({@code metrics}), gRPC ({@code rpc}).
 */
@NullMarked
package dev.procnet.server.web;

import org.jspecify.annotations.NullMarked;
