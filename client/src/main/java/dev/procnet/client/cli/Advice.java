package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClientException;

/** What to try next after a call that failed. */
final class Advice {

  private Advice() {}

  /** Words; empty: the message says all. */
  static String after(ProcnetClientException e) {
    return switch (e.kind()) {
      case UNREACHABLE ->
          "is procnetd running there? --server or PROCNET_SERVER names another address";
      case SILENT -> "wait longer with --timeout, or look at the server's log";
      case SPEAKS_TLS -> "name the address of a plain listener; this client speaks no TLS";
      case OTHER_PROTOCOL ->
          "name the address of --listen, not of --web-listen or of another program";
      case UNKNOWN_METHOD -> "the server is older than this client: update it";
      case STREAM_LOST, STREAM_DAMAGED -> "run the command again: what came is not the whole";
      case ANSWERED -> "";
    };
  }
}
