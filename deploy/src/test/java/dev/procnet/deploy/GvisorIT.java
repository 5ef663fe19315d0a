package dev.procnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The system that Procnet grew from, reading itself: inside a sandbox of gVisor the quickstart
 * imports the sandbox's own files, and what Procnet serves is compared with them byte for byte.
 */
class GvisorIT {

  /** Has sockets open, so that the files have rows of them, while it runs what it is given. */
  private static final String WITH_SOCKETS =
      """
      import socket, subprocess, sys
      listening = socket.create_server(("127.0.0.1", 0))
      connected = socket.create_connection(listening.getsockname())
      accepted, _ = listening.accept()
      datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      datagrams.bind(("127.0.0.1", 0))
      pair = socket.socketpair()
      named = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
      named.bind("/tmp/named")
      named.listen()
      sys.exit(subprocess.call(sys.argv[1:]))
      """;

  @Test
  void quickstart_inASandbox_findsItsOwnFilesTheSame() throws Exception {
    Command.require("runsc", "python3");
    Command.requireRoot();

    List<String> lines =
        Command.run(
                "runsc",
                "--network=none",
                "--ignore-cgroups",
                "do",
                "python3",
                "-c",
                WITH_SOCKETS,
                Built.DEPLOY.resolve("quickstart.sh").toString(),
                "--no-build")
            .lines()
            .toList();

    List<String> files = lines.stream().filter(line -> line.matches(".* (yes|NO)")).toList();
    assertThat(files).hasSizeGreaterThan(15).allMatch(line -> line.endsWith(" yes"));
    assertThat(rows(files, "tcp")).isGreaterThan(3);
    assertThat(rows(files, "udp")).isGreaterThan(1);
    assertThat(rows(files, "unix")).isGreaterThan(3);
    assertThat(lines.getLast()).contains("all files were the same");
  }

  private static int rows(List<String> files, String name) {
    return files.stream()
        .map(line -> line.split(" +"))
        .filter(words -> words[0].equals(name))
        .mapToInt(words -> Integer.parseInt(words[1]))
        .sum();
  }
}
