package dev.procnet.client.cli.mount;

import com.google.protobuf.ByteString;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ProcnetClientException;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.NetFile;
import io.grpc.Status.Code;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The files of a stack where /proc has them: {@code /net/tcp}, {@code /sys/net/ipv4/ip_forward}.
 * Directories are asked for at most once a second, files at each open.
 */
public final class RemoteTree {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final String NET = "/net/";
  private static final String SYSCTLS = "sys/net";

  private final ProcnetClient client;
  private final Map<String, Directories> known = new TreeMap<>();

  /**
   * What is below a directory of the API.
   *
   * @param names of each directory's entries; those that are directories end with a slash
   * @param nanos when it was asked for
   */
  private record Directories(Map<String, Set<String>> names, long nanos) {}

  /** Of the client's stack. */
  public RemoteTree(ProcnetClient client) {
    this.client = client;
  }

  /** A file's bytes, all of one revision. */
  public ByteString read(String path) throws IOException {
    try {
      return client.introspection().read(name(path));
    } catch (ProcnetClientException e) {
      throw problem(path, e);
    }
  }

  /** It is a directory (true) or a file (false). */
  public boolean isDirectory(String path) throws IOException {
    if (path.equals("/")) {
      return true;
    }
    int slash = path.lastIndexOf('/');
    Set<String> siblings = names(slash == 0 ? "/" : path.substring(0, slash));
    String name = path.substring(slash + 1);
    if (siblings.contains(name + "/")) {
      return true;
    }
    if (siblings.contains(name)) {
      return false;
    }
    throw new FileNotFoundException(path);
  }

  /** Names of a directory's entries. */
  public List<String> list(String path) throws IOException {
    return names(path).stream()
        .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
        .toList();
  }

  private Set<String> names(String path) throws IOException {
    if (path.equals("/")) {
      return new TreeSet<>(List.of("net/", "sys/"));
    }
    if (path.equals("/sys")) {
      return new TreeSet<>(List.of("net/"));
    }
    boolean sysctls = path.equals("/sys/net") || path.startsWith("/sys/net/");
    if (!sysctls && !path.equals("/net") && !path.startsWith(NET)) {
      throw new FileNotFoundException(path);
    }
    Set<String> names = directories(sysctls ? SYSCTLS : "").get(path);
    if (names == null) {
      throw new FileNotFoundException(path);
    }
    return names;
  }

  private synchronized Map<String, Set<String>> directories(String root) throws IOException {
    Directories last = known.get(root);
    if (last == null || System.nanoTime() - last.nanos() > FRESH_NANOS) {
      last = new Directories(ask(root), System.nanoTime());
      known.put(root, last);
    }
    return last.names();
  }

  private Map<String, Set<String>> ask(String root) throws IOException {
    ListNetFilesRequest request = ListNetFilesRequest.newBuilder().setDirectory(root).build();
    Map<String, Set<String>> names = new TreeMap<>();
    names.put(root.isEmpty() ? "/net" : "/" + SYSCTLS, new TreeSet<>());
    try {
      for (NetFile file : client.introspection().listNetFiles(request).getFilesList()) {
        String path = file.getName().startsWith(SYSCTLS) ? "/" : NET;
        add(names, path + file.getName());
      }
    } catch (ProcnetClientException e) {
      throw problem("/" + root, e);
    }
    return names;
  }

  /** A file, and the directories that lead to it. */
  private static void add(Map<String, Set<String>> names, String path) {
    String entry = path;
    int slash = entry.lastIndexOf('/');
    String name = entry.substring(slash + 1);
    while (slash > 0) {
      entry = entry.substring(0, slash);
      if (!names.computeIfAbsent(entry, each -> new TreeSet<>()).add(name)) {
        return; // what leads there is known
      }
      slash = entry.lastIndexOf('/');
      name = entry.substring(slash + 1) + "/";
    }
  }

  /** As the API names a file. */
  private static String name(String path) {
    return path.startsWith(NET) ? path.substring(NET.length()) : path.substring(1);
  }

  private static IOException problem(String path, ProcnetClientException e) {
    return e.code() == Code.NOT_FOUND
        ? new FileNotFoundException(path)
        : new IOException(path + ": " + e.getMessage(), e);
  }
}
