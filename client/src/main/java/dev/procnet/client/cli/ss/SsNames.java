package dev.procnet.client.cli.ss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Names for numbers, from this machine's files as {@code ss} takes them: {@code /etc/services},
 * {@code /etc/protocols} and the kernel's range of local ports. They name what the ports are called
 * where the command runs; a stack has no such files.
 */
public final class SsNames {

  private static final int FIRST_EPHEMERAL = 1024;
  private static final int LAST_EPHEMERAL = 4999;

  /** Which ports are never named: those that the kernel gives to whoever asks for none. */
  private record Range(int first, int last) {}

  private final Path services;
  private final Path protocols;
  private final Path localPorts;
  private final Map<String, Map<Integer, String>> byPort = new HashMap<>();
  private final Map<String, Map<String, Integer>> byName = new HashMap<>();
  private final Map<Integer, String> protocolNames = new HashMap<>();
  private boolean read;
  private Range ephemeral = new Range(FIRST_EPHEMERAL, LAST_EPHEMERAL);

  /**
   * Names of the files given; one that can't be read has none.
   *
   * @param services as /etc/services
   * @param protocols as /etc/protocols
   * @param localPorts as /proc/sys/net/ipv4/ip_local_port_range
   */
  public SsNames(Path services, Path protocols, Path localPorts) {
    this.services = services;
    this.protocols = protocols;
    this.localPorts = localPorts;
  }

  /**
   * Names of this machine.
   *
   * @param environment may have PROC_IP_LOCAL_PORT_RANGE, the path of another range file
   */
  public static SsNames ofThisMachine(Map<String, String> environment) {
    return new SsNames(
        Path.of("/etc/services"),
        Path.of("/etc/protocols"),
        Path.of(
            environment.getOrDefault(
                "PROC_IP_LOCAL_PORT_RANGE", "/proc/sys/net/ipv4/ip_local_port_range")));
  }

  /** The name of a port, or its number. */
  String service(int port, String protocol) {
    read();
    return isEphemeral(port)
        ? Integer.toString(port)
        : byPort.getOrDefault(protocol, Map.of()).getOrDefault(port, Integer.toString(port));
  }

  /** The port of a service. */
  OptionalInt port(String service, String protocol) {
    read();
    Integer port = byName.getOrDefault(protocol, Map.of()).get(service);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** The name of a protocol of IP, or {@code ipproto-N}. */
  String protocol(int number) {
    read();
    return protocolNames.getOrDefault(number, "ipproto-" + number);
  }

  /** In the range that the kernel takes local ports from. */
  boolean isEphemeral(int port) {
    read();
    return port >= ephemeral.first && port <= ephemeral.last;
  }

  private void read() {
    if (read) {
      return;
    }
    read = true;
    lines(services).forEach(this::service);
    lines(protocols).forEach(this::protocol);
    lines(localPorts).stream().findFirst().ifPresent(this::range);
  }

  private void service(String[] words) {
    String[] port = words.length < 2 ? new String[0] : words[1].split("/", 2);
    OptionalInt number = port.length < 2 ? OptionalInt.empty() : CNumbers.parseInt(port[0]);
    if (number.isEmpty()) {
      return;
    }
    byPort.computeIfAbsent(port[1], p -> new HashMap<>()).putIfAbsent(number.getAsInt(), words[0]);
    Map<String, Integer> names = byName.computeIfAbsent(port[1], p -> new HashMap<>());
    names.putIfAbsent(words[0], number.getAsInt());
    Arrays.stream(words).skip(2).forEach(alias -> names.putIfAbsent(alias, number.getAsInt()));
  }

  private void protocol(String[] words) {
    if (words.length >= 2) {
      CNumbers.parseInt(words[1]).ifPresent(n -> protocolNames.putIfAbsent(n, words[0]));
    }
  }

  private void range(String[] words) {
    if (words.length >= 2) {
      OptionalInt first = CNumbers.parseInt(words[0]);
      OptionalInt last = CNumbers.parseInt(words[1]);
      if (first.isPresent() && last.isPresent()) {
        ephemeral = new Range(first.getAsInt(), last.getAsInt());
      }
    }
  }

  private static List<String[]> lines(Path file) {
    try {
      return Files.readAllLines(file, ISO_8859_1).stream()
          .map(line -> line.replaceFirst("#.*", "").trim())
          .filter(line -> !line.isEmpty())
          .map(line -> line.split("\\s+"))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
