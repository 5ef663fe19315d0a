package dev.procnet.client.cli.input;

/** Paths in a request, as the API's errors have them: {@code mutations[2].open_socket.uid}. */
final class Paths {

  private Paths() {}

  static String field(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  static String element(String path, int index) {
    return path + "[" + index + "]";
  }
}
