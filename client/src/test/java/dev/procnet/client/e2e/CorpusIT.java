package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.client.ClientOptions;
import dev.procnet.client.ProcTree;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.ExportStackRequest;
import dev.procnet.v1.FileOutcome;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.ImportedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every captured tree, imported into a running server: exported and read file by file, it is the
 * same bytes.
 */
class CorpusIT {

  private static final Pattern SCTP_POINTERS =
      Pattern.compile("(?m)^ *[0-9a-f]{1,16} +[0-9a-f]{1,16}(?= )");

  private static final Pattern UNIX_POINTER =
      Pattern.compile("(?m)^[0-9a-f]{16}(?=: [0-9A-F]{8} 00000000 )");
  private static final Pattern FIRST_POINTER = Pattern.compile("(?m)^[0-9a-f]{16}(?= )");
  private static final Pattern INNER_POINTER = Pattern.compile("(?m)(?<= )[0-9a-f]{16}(?= |$)");

  /** Of each file: in how many trees it was modelled and equal, and opaque and equal. */
  private static final Map<String, Counts> EQUAL = new TreeMap<>();

  private record Counts(int modelled, int opaque) {

    static Counts of(boolean opaque) {
      return opaque ? new Counts(0, 1) : new Counts(1, 0);
    }

    Counts plus(Counts more) {
      return new Counts(modelled + more.modelled, opaque + more.opaque);
    }
  }

  @TempDir private static Path serverDirectory;
  private static Procnetd server;

  @BeforeAll
  static void start() throws IOException {
    server = Procnetd.start(serverDirectory);
  }

  @AfterAll
  static void stop() {
    server.close();
    System.out.printf("captured trees that came back byte for byte, of each net file:%n");
    System.out.printf("%-28s %8s %8s%n", "FILE", "MODELLED", "OPAQUE");
    EQUAL.forEach(
        (name, trees) ->
            System.out.printf("%-28s %8d %8d%n", name, trees.modelled(), trees.opaque()));
  }

  static List<Path> trees() throws IOException {
    try (Stream<Path> kernels = Files.list(Programs.CORPUS)) {
      return kernels.sorted().flatMap(CorpusIT::situations).toList();
    }
  }

  private static Stream<Path> situations(Path kernel) {
    try (Stream<Path> situations = Files.list(kernel)) {
      return situations.sorted().toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("trees")
  void export_importedTree_isTheSameBytes(Path tree, @TempDir Path exported) throws IOException {
    try (ProcnetClient client = client()) {
      ProcTree files = ProcTree.of(tree, skipped -> {});
      ImportStackResponse imported =
          client
              .transfer()
              .importStack(ImportStart.getDefaultInstance(), files.chunks(skipped -> {}));
      client.transfer().exportTo(ExportStackRequest.getDefaultInstance(), exported.resolve("net"));

      Map<String, Path> captured = files(tree.resolve("net"));
      Map<String, Path> served = files(exported.resolve("net"));
      assertThat(new TreeSet<>(served.keySet())).isEqualTo(new TreeSet<>(captured.keySet()));
      for (String name : captured.keySet()) {
        ByteString expected = masked(name, read(captured, name));
        assertThat(text(read(served, name))).as(name).isEqualTo(text(expected));
        assertThat(text(client.introspection().read(name))).as(name).isEqualTo(text(expected));
      }
      for (ImportedFile file : imported.getFilesList()) {
        boolean opaque = file.getOutcome() == FileOutcome.FILE_OUTCOME_OPAQUE;
        EQUAL.merge(file.getName(), Counts.of(opaque), Counts::plus);
      }
    }
  }

  private static ProcnetClient client() {
    return ProcnetClient.connect(ClientOptions.of(server.address()));
  }

  private static Map<String, Path> files(Path net) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(net)) {
      paths
          .filter(Files::isRegularFile)
          .forEach(path -> files.put(net.relativize(path).toString(), path));
    }
    return files;
  }

  private static ByteString read(Map<String, Path> files, String name) throws IOException {
    return ByteString.copyFrom(
        Files.readAllBytes(java.util.Objects.requireNonNull(files.get(name), name)));
  }

  /** With zeros for pointers, which are never shown. */
  private static ByteString masked(String name, ByteString content) {
    if (name.equals("sctp/eps") || name.equals("sctp/assocs")) {
      return ByteString.copyFrom(
          SCTP_POINTERS.matcher(text(content)).replaceAll("       0        0"), ISO_8859_1);
    }
    Pattern pointer =
        switch (name) {
          case "unix" -> UNIX_POINTER;
          case "netlink", "packet" -> FIRST_POINTER;
          case "tcp",
              "tcp6",
              "udp",
              "udp6",
              "udplite",
              "udplite6",
              "raw",
              "raw6",
              "icmp",
              "icmp6" ->
              INNER_POINTER;
          default -> null;
        };
    return pointer == null
        ? content
        : ByteString.copyFrom(
            pointer.matcher(text(content)).replaceAll("0".repeat(16)), ISO_8859_1);
  }

  /** Latin-1 keeps every byte, and a difference is shown as text. */
  private static String text(ByteString bytes) {
    return bytes.toString(ISO_8859_1);
  }
}
