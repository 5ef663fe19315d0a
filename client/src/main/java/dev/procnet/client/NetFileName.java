package dev.procnet.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of net files that come from a server: they become paths on this machine. */
final class NetFileName {

  private static final int MAX_BYTES = 255;

  private NetFileName() {}

  /**
   * The file's place in a directory, which it can't leave.
   *
   * @throws IllegalArgumentException if a part is empty, "." or "..", or the name is too long
   */
  static Path resolve(Path directory, String name) {
    if (name.getBytes(UTF_8).length > MAX_BYTES) {
      throw invalid(name);
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw invalid(name);
      }
    }
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("net file '" + name + "': no file name here", e);
    }
  }

  private static IllegalArgumentException invalid(String name) {
    return new IllegalArgumentException(
        "net file '"
            + name
            + "': a path of at most 255 bytes expected, no part empty, \".\" or \"..\"");
  }
}
