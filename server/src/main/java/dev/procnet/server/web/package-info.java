/**
 * The HTTP listener and its pages: /healthz, /metrics and where Prometheus finds stacks.
 *
 * <p>Belongs here: the HTTP server, its limits, its pages. Does not belong here: which meters and
 * series there are ({@code metrics}), gRPC ({@code rpc}).
 */
@NullMarked
package dev.procnet.server.web;

import org.jspecify.annotations.NullMarked;
