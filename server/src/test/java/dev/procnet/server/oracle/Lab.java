package dev.procnet.server.oracle;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/**
 * Namespaces of one situation, gone when it is closed. {@code a} is looked at; {@code b} is another
 * host.
 */
final class Lab implements AutoCloseable {

  /** Of all namespaces made here. */
  private static final String PREFIX = "procnet-oracle-" + ProcessHandle.current().pid() + "-";

  private static final Pattern NAME = Pattern.compile("procnet-oracle-(\\d+)-\\d+");

  private static final Duration STILL = Duration.ofMillis(500);
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Aborts a test where no namespaces can be made, with the reason. */
  static void requireNamespaces() {
    try {
      for (String line : Splitter.on('\n').split(Commands.run("ip", "netns", "list"))) {
        Matcher left = NAME.matcher(line);
        // A run that was killed could not remove its own.
        if (left.lookingAt() && ProcessHandle.of(Long.parseLong(left.group(1))).isEmpty()) {
          Commands.run("ip", "netns", "del", left.group());
        }
      }
      new Lab().close();
    } catch (IOException e) {
      throw new TestAbortedException(
          "network namespaces need root, Linux and iproute2: " + e.getMessage());
    }
  }

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Namespace a;

  Lab() throws IOException {
    a = namespace();
  }

  /** The one that is looked at. */
  Namespace a() {
    return a;
  }

  /** Another one. */
  Namespace namespace() throws IOException {
    return keep(new Namespace(PREFIX + COUNT.incrementAndGet()));
  }

  /** A namespace at the other end of a cable: 10.16.N.1 and 2001:db8:N::1 here, .2 there. */
  Namespace peer(int number) throws IOException {
    Namespace b = namespace();
    cable(b, number);
    return b;
  }

  /** Another cable to a namespace: eth0, eth1, ... at both ends. */
  void cable(Namespace b, int number) throws IOException {
    String device = "eth" + number;
    String link = "02:00:00:00:1" + number + ":0";
    a.ip(
        "link add %s address %s1 type veth peer name %s address %s2 netns %s"
            .formatted(device, link, device, link, b.name()));
    for (Namespace each : List.of(a, b)) {
      int host = each == a ? 1 : 2;
      each.ip("link set lo up").ip("link set " + device + " up");
      each.ip("addr add 10.16.%d.%d/24 dev %s".formatted(number, host, device));
      each.ip("addr add 2001:db8:%d::%d/64 dev %s nodad".formatted(number, host, device));
    }
  }

  /** Does what this kernel or system may not be able to do. */
  void need(String feature, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new TestAbortedException("no " + feature + " here: " + e.getMessage());
    }
  }

  /** A step of building a situation. */
  interface Step {
    void run() throws IOException;
  }

  /** Brings a lab into a state. */
  interface Preparation {
    void prepare(Lab lab) throws IOException;
  }

  <T extends AutoCloseable> T keep(T resource) {
    open.add(resource);
    return resource;
  }

  Sock socket(Namespace where, int family, int type, int protocol) throws IOException {
    return keep(where.socket(family, type, protocol));
  }

  /** Of {@code a}. */
  Sock socket(int family, int type) throws IOException {
    return socket(a, family, type, 0);
  }

  /** A listener of the address's family. */
  Sock listener(Namespace where, String address, int port) throws IOException {
    return socket(where, family(address), Sock.STREAM, 0)
        .option(Sock.SOL_SOCKET, Sock.SO_REUSEADDR, 1)
        .bind(Sockaddr.inet(address, port))
        .listen(5);
  }

  /** A connection to there. */
  Sock connection(Namespace where, String address, int port) throws IOException {
    return socket(where, family(address), Sock.STREAM, 0).connect(Sockaddr.inet(address, port));
  }

  /** Waits until these columns stay as they are. */
  void settle(Columns columns) {
    Awaitility.await()
        .during(STILL)
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              List<List<String>> before = columns.of(a.file(columns.file()));
              Thread.sleep(100);
              return before.equals(columns.of(a.file(columns.file())));
            });
  }

  static int family(String address) {
    return address.contains(":") ? Sock.INET6 : Sock.INET;
  }

  /** Closes a socket before the rest. */
  void close(Sock socket) throws IOException {
    open.remove(socket);
    socket.close();
  }

  /** Closes all, whatever fails on the way. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (AutoCloseable each : open.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        failure = failure == null ? new IOException("not all could be closed") : failure;
        failure.addSuppressed(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
