package dev.procnet.server.stack.derive;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.Seeds;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.server.stack.Ipv6Address;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.Derivation;
import dev.procnet.server.stack.Mutation.SocketKey;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.server.stack.TcpSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A new network namespace, on which a test does what a program would. */
final class Host {

  static final Owner ROOT = new Owner(0, null);

  private final NetFiles files = new NetFiles(new StatisticsLog());
  private final Stack stack;
  private Map<String, Long> before;

  Host(Profile profile) {
    this.stack =
        new StackRegistry(HistoryLimits.DEFAULT, 1)
            .create(
                "host", Map.of(), new Seeds(new TreeImporter(files)).of(profile), Instant.EPOCH);
    this.before = counters();
  }

  Host() {
    this(Profile.LINUX_6_18);
  }

  Mutation.Result result(Mutation mutation) {
    Batch batch = new Batch(RequestKey.NONE, List.of(), List.of(mutation), false);
    return stack.apply(batch, Instant.EPOCH).results().getFirst();
  }

  /** Carries it out; gives the id that was assigned. */
  long run(Derivation derivation) {
    return result(new Mutation.Derive(derivation)).assignedId();
  }

  long listen(String address, int port) {
    return run(new Listen(place(address, port), ROOT, false));
  }

  long connect(String address, int port) {
    return run(
        new Connect(
            new Endpoint(place(address, 0).address().unspecified(), 0),
            place(address, port),
            ROOT,
            false,
            null,
            null));
  }

  long accept(long listener) {
    return run(new Accept(key(listener), ROOT));
  }

  void send(long socket, int bytes) {
    run(new Send(key(socket), bytes, null, false, false, null));
  }

  void close(long socket) {
    run(new Close(key(socket), false, false, false, null, null));
  }

  void abort(long socket) {
    run(new Close(key(socket), true, false, false, null, null));
  }

  <T> List<T> rows(Section<T> section) {
    return ImmutableList.copyOf(stack.snapshot().table(section));
  }

  TcpSocket tcp(long id) {
    return rows(Section.TCP).stream()
        .filter(row -> row.id() == id)
        .findFirst()
        .or(() -> rows(Section.TCP6).stream().filter(row -> row.id() == id).findFirst())
        .orElseThrow();
  }

  String file(String name) {
    return files.open(stack.snapshot(), name, Reader.ROOT).readAll().toStringUtf8();
  }

  /** What counters changed by since this was asked last, as nstat names them, and lo's packets. */
  Map<String, Long> counted() {
    Map<String, Long> now = counters();
    Map<String, Long> deltas = new TreeMap<>();
    now.forEach(
        (name, value) -> {
          long delta = value - before.getOrDefault(name, 0L);
          if (delta != 0) {
            deltas.put(name, delta);
          }
        });
    before = now;
    return deltas;
  }

  private Map<String, Long> counters() {
    Map<String, Long> values = new TreeMap<>();
    for (CounterGroup group : rows(Section.COUNTERS)) {
      group.counters().forEach(each -> values.put(group.name() + each.name(), each.value()));
    }
    rows(Section.INTERFACES)
        .forEach(
            device -> {
              InterfaceStatistics statistics = device.statistics();
              String name = device.name().text();
              values.put(name + ".rx", statistics.rxBytes());
              values.put(name + ".rxPackets", statistics.rxPackets());
              values.put(name + ".tx", statistics.txBytes());
              values.put(name + ".txPackets", statistics.txPackets());
            });
    return values;
  }

  static SocketKey key(long id) {
    return new SocketKey(id, false);
  }

  static Endpoint place(String address, int port) {
    return new Endpoint(address(address), port);
  }

  /** An IPv6 address as RFC 5952 has it. */
  static String text(IpAddress address) {
    Ipv6Address ipv6 = (Ipv6Address) address;
    byte[] bytes = ByteBuffer.allocate(16).putLong(ipv6.high()).putLong(ipv6.low()).array();
    try {
      return InetAddresses.toAddrString(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static IpAddress address(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(InetAddress.getByName(text).getAddress());
      return bytes.remaining() == 4
          ? new Ipv4Address(bytes.getInt())
          : new Ipv6Address(bytes.getLong(), bytes.getLong());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
