package dev.procnet.server.oracle;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A network namespace, and a thread that lives in it. */
final class Namespace implements AutoCloseable {

  private static final int CLONE_NEWNET = 0x40000000;

  /** Binary, and no text file of the model. */
  private static final String ROUTE_ACCOUNTS = "rt_acct";

  /** Can't be read before it is written. */
  private static final String SECRET = "stable_secret";

  private static final Path SYS_NET = Path.of("/proc/sys/net");

  private final String name;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  Namespace(String name) throws IOException {
    this.name = name;
    Commands.run("ip", "netns", "add", name);
    inside(
        () -> {
          int descriptor = Libc.call("open", "/run/netns/" + name, 0);
          Libc.call("setns", descriptor, CLONE_NEWNET);
          return Libc.call("close", descriptor);
        });
    // What a kernel does of itself would change counters between two looks.
    sysctl("ipv6/conf/all/router_solicitations", 0);
    sysctl("ipv6/conf/default/router_solicitations", 0);
    sysctl("ipv6/conf/all/accept_dad", 0);
    sysctl("ipv6/conf/default/accept_dad", 0);
    sysctl("ipv6/conf/default/accept_ra", 0);
  }

  String name() {
    return name;
  }

  /** Runs on the thread that lives in it. */
  <T> T inside(Callable<T> work) throws IOException {
    try {
      return thread.submit(work).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw new IOException(cause.getMessage(), cause);
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs {@code ip -n NAME}; arguments are parted by blanks. */
  Namespace ip(String arguments) throws IOException {
    Commands.run(("ip -n " + name + " " + arguments).split(" "));
    return this;
  }

  /** Sets {@code /proc/sys/net/KEY}. */
  Namespace sysctl(String key, Object value) throws IOException {
    inside(() -> Files.writeString(SYS_NET.resolve(key), value + "\n"));
    return this;
  }

  int interfaceIndex(String device) throws IOException {
    return inside(() -> Libc.call("if_nametoindex", device));
  }

  Sock socket(int family, int type, int protocol) throws IOException {
    return inside(() -> Sock.open(family, type, protocol));
  }

  /** Its /proc/net, by path below it, and of /proc/sys/net what it has of IPv6 interfaces. */
  Map<String, ByteString> tree() throws IOException {
    return inside(
        () -> {
          Path net = Path.of("/proc/thread-self/net");
          Map<String, ByteString> tree = new TreeMap<>();
          for (Path file : files(net)) {
            tree.put(net.relativize(file).toString(), read(file));
          }
          for (Path file : files(SYS_NET.resolve("ipv6/conf"))) {
            tree.put("sys/net/" + SYS_NET.relativize(file), read(file));
          }
          return tree;
        });
  }

  /** One of its files. */
  ByteString file(String file) throws IOException {
    return inside(() -> read(Path.of("/proc/thread-self/net", file)));
  }

  private static List<Path> files(Path net) throws IOException {
    try (Stream<Path> paths = Files.walk(net)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(ROUTE_ACCOUNTS) && !file.endsWith(SECRET))
          .toList();
    }
  }

  /** To the end: files of /proc say that they have no bytes. */
  private static ByteString read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return ByteString.copyFrom(stream.readAllBytes());
    }
  }

  @Override
  public void close() throws IOException {
    thread.shutdown();
    Commands.run("ip", "netns", "del", name);
  }
}
