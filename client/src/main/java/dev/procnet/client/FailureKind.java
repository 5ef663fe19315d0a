package dev.procnet.client;

/** What kept a call from succeeding, as far as it decides what to try next. */
public enum FailureKind {
  /** The server answered with an error, or the caller gave up. */
  ANSWERED,
  /** Nothing listens there, or nobody can go there. */
  UNREACHABLE,
  /** Something listens, and did not answer in time. */
  SILENT,
  /** It speaks TLS, where it was spoken to without. */
  SPEAKS_TLS,
  /** It ended the connection without a word, as some that speak TLS do when spoken to without. */
  HUNG_UP,
  /** It speaks no TLS, where it was spoken to with. */
  SPEAKS_NO_TLS,
  /** No trusted authority signed its certificate. */
  CERTIFICATE_UNTRUSTED,
  /** Its certificate is not valid any more, or not yet. */
  CERTIFICATE_EXPIRED,
  /** Its certificate is for another host. */
  CERTIFICATE_OF_ANOTHER_HOST,
  /** It wants a client certificate, or another one. */
  CLIENT_CERTIFICATE,
  /** It speaks TLS, and no connection came of it for another reason. */
  TLS_FAILED,
  /** It speaks something else than gRPC, as a web server does. */
  OTHER_PROTOCOL,
  /** It does not know the method: an older server. */
  UNKNOWN_METHOD,
  /** The server went away in the middle of a stream. */
  STREAM_LOST,
  /** A stream ended without its end, or is not what its end says. */
  STREAM_DAMAGED
}
