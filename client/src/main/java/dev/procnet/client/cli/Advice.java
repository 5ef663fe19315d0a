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
      case SPEAKS_TLS -> "try --tls, or name the address of a plain listener";
      case HUNG_UP -> "try --tls, or name the address of --listen";
      case SPEAKS_NO_TLS -> "try without --tls and PROCNET_TLS, or with --no-tls";
      case CERTIFICATE_UNTRUSTED -> "name the file of its authority with --ca";
      case CERTIFICATE_EXPIRED -> "have it renewed, or set the clock of this machine right";
      case CERTIFICATE_OF_ANOTHER_HOST ->
          "name the host as the certificate does, in --server or with --server-name";
      case CLIENT_CERTIFICATE -> "show it with --cert and --key";
      case TLS_FAILED -> "try --no-tls, or look at the log of the server or of its proxy";
      case OTHER_PROTOCOL ->
          "name the address of --listen, not of --web-listen or of another program";
      case UNKNOWN_METHOD -> "the server is older than this client: update it";
      case STREAM_LOST, STREAM_DAMAGED -> "run the command again: what came is not the whole";
      case ANSWERED -> "";
    };
  }
}
