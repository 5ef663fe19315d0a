package dev.procnet.server;

import dev.procnet.server.config.ListenAddress;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Reasons of the operating system, in words for users. */
final class Failures {

  private static final String NOT_PERMITTED = "operation not permitted";

  private Failures() {}

  /** Why it failed, in small letters: {@code address already in use}. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "not a directory";
      case UnknownHostException _ -> "unknown host";
      case FileSystemException file when file.getReason() != null -> lower(file.getReason());
      default -> lower(afterColon(rootMessage(e)));
    };
  }

  /** It failed for want of a right, whichever way the system says it: EACCES or EPERM. */
  static boolean isPermission(IOException e) {
    return e instanceof AccessDeniedException || reason(e).equals(NOT_PERMITTED);
  }

  /** Why nothing can be served on an address, and what else to say. */
  static StartException cannotListen(String flag, ListenAddress address, IOException e) {
    String reason = reason(e);
    String remedy =
        reason.equals("address already in use")
            ? "; another process listens there, choose another port, 0 takes a free one"
            : "";
    return new StartException("can't listen on " + flag + " " + address + ": " + reason + remedy);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  /** Netty says "bind(..) failed with error(-98): Address already in use". */
  private static String afterColon(String message) {
    return message.substring(message.lastIndexOf(": ") + 1).strip();
  }

  private static String lower(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
