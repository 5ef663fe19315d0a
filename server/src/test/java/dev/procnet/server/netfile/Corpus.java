package dev.procnet.server.netfile;

import com.google.common.io.Resources;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trees captured from live systems: {@code KERNEL/SITUATION/net}. */
public final class Corpus {

  /**
   * Where a pointer stands, in the files that have them. Line starts are no sure guide: unix paths
   * hold newlines.
   */
  private static final Map<String, Pattern> POINTERS =
      Map.of(
          "unix", Pattern.compile("(?m)^[0-9a-f]{16}(?=: [0-9A-F]{8} 00000000 )"),
          "netlink", Pattern.compile("(?m)^[0-9a-f]{16}(?= )"),
          "packet", Pattern.compile("(?m)^[0-9a-f]{16}(?= )"));

  private static final Pattern INNER_POINTER =
      Pattern.compile("(?<= )[0-9a-f]{16}(?= |$)", Pattern.MULTILINE);

  /** Two of a width of 8, right-aligned. */
  private static final Pattern SCTP_POINTERS =
      Pattern.compile("(?m)^ *[0-9a-f]{1,16} +[0-9a-f]{1,16}(?= )");

  private Corpus() {}

  /**
   * A captured tree.
   *
   * @param name KERNEL/SITUATION
   * @param files by path below /proc/net
   */
  public record Tree(String name, Map<String, ByteString> files) {

    /** A file with its pointers as zeros. */
    public ByteString masked(String file) {
      return mask(file, Objects.requireNonNull(files.get(file), file));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The names of the files of all trees. */
  public static Set<String> names() {
    return trees().stream()
        .flatMap(tree -> tree.files().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All trees. */
  public static List<Tree> trees() {
    try (Stream<Path> kernels = Files.list(root())) {
      return kernels.sorted().flatMap(kernel -> trees(kernel).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tree of that name. */
  public static Tree tree(String name) {
    return tree(root().resolve(name));
  }

  /** Zeroes the pointers in a file, found without the parsers that are tested with it. */
  public static ByteString mask(String file, ByteString content) {
    // Latin-1 keeps every byte.
    String text = content.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
    Pattern pointer =
        file.matches("(tcp|udp|udplite|raw|icmp)6?") ? INNER_POINTER : POINTERS.get(file);
    if (file.equals("sctp/eps") || file.equals("sctp/assocs")) {
      return ByteString.copyFrom(
          SCTP_POINTERS.matcher(text).replaceAll("       0        0"),
          java.nio.charset.StandardCharsets.ISO_8859_1);
    }
    String masked = pointer == null ? text : pointer.matcher(text).replaceAll("0000000000000000");
    return ByteString.copyFrom(masked, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static List<Tree> trees(Path kernel) {
    try (Stream<Path> situations = Files.list(kernel)) {
      return situations.sorted().map(Corpus::tree).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tree tree(Path directory) {
    Map<String, ByteString> files = new TreeMap<>();
    Path net = directory.resolve("net");
    try (Stream<Path> paths = Files.walk(net)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(net.relativize(path).toString(), ByteString.copyFrom(Files.readAllBytes(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Tree(root().relativize(directory).toString(), files);
  }

  private static Path root() {
    try {
      return Path.of(Resources.getResource("corpus").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
