package dev.procnet.server.call;

import java.util.List;

/** Matches the names of methods and files that rules and searches give. */
public final class CallNames {

  private static final String ANYTHING = "*";

  private CallNames() {}

  /**
   * It is one of those methods.
   *
   * @param wanted {@code ReadNetFile} or {@code procnet.v1.IntrospectionService/ReadNetFile}; none:
   *     all methods
   * @param method {@code procnet.v1.IntrospectionService/ReadNetFile}
   */
  public static boolean isMethod(List<String> wanted, String method) {
    return wanted.isEmpty()
        || wanted.stream().anyMatch(name -> name.equals(method) || method.endsWith("/" + name));
  }

  /**
   * One of the files is wanted.
   *
   * @param wanted {@code tcp}, or {@code dev_snmp6/*} for all that begin so; none: calls without
   *     files too
   */
  public static boolean hasFile(List<String> wanted, List<String> files) {
    return wanted.isEmpty()
        || files.stream().anyMatch(file -> wanted.stream().anyMatch(name -> isFile(name, file)));
  }

  private static boolean isFile(String wanted, String file) {
    return wanted.endsWith(ANYTHING)
        ? file.startsWith(wanted.substring(0, wanted.length() - 1))
        : file.equals(wanted);
  }
}
