package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClientException;
import java.util.List;
import java.util.Map;

/** What the process ends with. */
final class ExitCode {

  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int UNAVAILABLE = 4;
  static final int DENIED = 5;
  static final int SILENT = 6;
  static final int PROTOCOL = 7;
  static final int LOST = 8;
  static final int DAMAGED = 9;
  static final int UNSUPPORTED = 10;
  static final int UNCHANGED = 11;

  /** In words, for the help. */
  static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(OK, "ok; also when the reader of the output went away"),
          Map.entry(FAILURE, "failure: the server refused, or a file could not be read or written"),
          Map.entry(USAGE, "usage: the command line, or an argument that the server refuses"),
          Map.entry(NOT_FOUND, "not found: stack, file or entity"),
          Map.entry(UNAVAILABLE, "unavailable: no server there"),
          Map.entry(DENIED, "denied; also a client certificate that is missing or not trusted"),
          Map.entry(SILENT, "silent: the server did not answer in time"),
          Map.entry(
              PROTOCOL,
              "protocol: TLS is spoken on one side only, or its certificate is refused; or no"
                  + " gRPC"),
          Map.entry(LOST, "lost: the server went away in the middle of a stream"),
          Map.entry(DAMAGED, "damaged: a stream ended short, or its digest is another"),
          Map.entry(UNSUPPORTED, "unsupported: the server is older and has no such method"),
          Map.entry(UNCHANGED, "unchanged: of cat --if-changed-since, nothing new to print"));

  /** Problems of what was sent as data, not of the command's arguments. */
  private static final List<String> OF_DATA =
      List.of("IMPORT_FILE_INVALID", "IMPORT_SEQUENCE_INVALID");

  private ExitCode() {}

  /** Of a failed call. */
  static int of(ProcnetClientException e) {
    return switch (e.kind()) {
      case UNREACHABLE -> UNAVAILABLE;
      case SILENT -> SILENT;
      case SPEAKS_TLS,
          HUNG_UP,
          SPEAKS_NO_TLS,
          CERTIFICATE_UNTRUSTED,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_OF_ANOTHER_HOST,
          TLS_FAILED,
          OTHER_PROTOCOL ->
          PROTOCOL;
      case CLIENT_CERTIFICATE -> DENIED;
      case UNKNOWN_METHOD -> UNSUPPORTED;
      case STREAM_LOST -> LOST;
      case STREAM_DAMAGED -> DAMAGED;
      case ANSWERED -> answered(e);
    };
  }

  private static int answered(ProcnetClientException e) {
    return switch (e.code()) {
      case NOT_FOUND -> NOT_FOUND;
      case UNAUTHENTICATED, PERMISSION_DENIED -> DENIED;
      case INVALID_ARGUMENT -> e.reason().filter(OF_DATA::contains).isPresent() ? FAILURE : USAGE;
      default -> FAILURE;
    };
  }
}
