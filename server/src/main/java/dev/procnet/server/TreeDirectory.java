package dev.procnet.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.procnet.server.config.Settings;
import dev.procnet.server.rpc.ImportLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A captured tree in a directory, or a live /proc. Files that this user may not read, and those
 * that vanish while it is read, are left out.
 */
final class TreeDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(TreeDirectory.class);

  private static final String SYSCTLS = "sys/net";

  private final Path given;
  private final ImportLimits limits;

  /**
   * A directory.
   *
   * @param directory holds {@code net}, or is it
   * @param limits on how much of it is taken
   */
  TreeDirectory(Path directory, ImportLimits limits) {
    this.given = directory;
    this.limits = limits;
  }

  /** Where the files stand: what comes before a file's name in a message. */
  Path net() {
    Path net = given.resolve("net");
    return Files.isDirectory(net) ? net : given;
  }

  /** The files, by path below {@code net}. */
  Map<String, ByteString> read() throws StartException {
    try {
      // /proc/net is a link.
      Path root = net().toRealPath();
      if (!Files.isDirectory(root)) {
        throw new NotDirectoryException(root.toString());
      }
      Map<String, Path> roots = new TreeMap<>();
      roots.put("", root);
      Path sysctls = given.resolve(SYSCTLS);
      // Of a captured tree they are part; those of a live /proc, which have no size, are not.
      if (!net().equals(given) && Files.isDirectory(sysctls) && Files.size(sysctls) > 0) {
        roots.put(SYSCTLS + "/", sysctls.toRealPath());
      }
      return read(roots);
    } catch (IOException e) {
      throw new StartException(name(given) + Failures.reason(e));
    }
  }

  private Map<String, ByteString> read(Map<String, Path> roots) throws IOException, StartException {
    Map<String, ByteString> tree = new TreeMap<>();
    long left = limits.bytes();
    for (Map.Entry<String, Path> root : roots.entrySet()) {
      for (Path file : files(root.getValue())) {
        Optional<byte[]> content = content(file, left);
        if (content.isPresent()) {
          left -= content.get().length;
          tree.put(
              root.getKey() + root.getValue().relativize(file),
              UnsafeByteOperations.unsafeWrap(content.get()));
        }
      }
    }
    return tree;
  }

  private List<Path> files(Path root) throws IOException, StartException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // Follows links to files, as the attributes given here do not.
            if (Files.isRegularFile(file)) {
              files.add(file);
            }
            return files.size() > limits.files()
                ? FileVisitResult.TERMINATE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            skip(file, e);
            return FileVisitResult.CONTINUE;
          }
        });
    if (files.size() > limits.files()) {
      throw new StartException(
          name(given) + "has more than " + limits.files() + " files, expected a copy of /proc/net");
    }
    return files;
  }

  /**
   * Reads to the end, whatever size the file says it has: those of /proc say 0.
   *
   * @return empty: it may not be read, or is gone
   */
  private Optional<byte[]> content(Path file, long left) throws IOException, StartException {
    byte[] content;
    try (InputStream stream = Files.newInputStream(file)) {
      content = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, left + 1));
    } catch (IOException e) {
      skip(file, e);
      return Optional.empty();
    }
    if (content.length > left) {
      throw new StartException(
          name(given)
              + "has more than "
              + limits.bytes()
              + " bytes, the most that --"
              + Settings.MAX_IMPORT.name()
              + " allows");
    }
    return Optional.of(content);
  }

  private static void skip(Path file, IOException e) throws IOException {
    if (!Failures.isPermission(e) && !(e instanceof NoSuchFileException)) {
      throw e;
    }
    LOG.warn("{} is left out of the import: {}", file, Failures.reason(e));
  }

  private static String name(Path path) {
    return "--" + Settings.IMPORT.name() + " " + path + ": ";
  }
}
