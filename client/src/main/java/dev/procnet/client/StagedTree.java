package dev.procnet.client;

import dev.procnet.v1.FileChunk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files on their way into a directory. They are written beside it first; publishing renames each to
 * its place, so that a reader of the directory sees a whole old file or a whole new one. Closing
 * removes what was not published; chunks that come later, as of a call that was given up, are
 * refused.
 */
public final class StagedTree implements ExportSink, AutoCloseable {

  /** Of the staging directories' names, which are no net files. */
  static final String PREFIX = ".procnet-";

  private static final String SYSCTLS = "sys/net/";

  private final Path target;
  private final Path stage;
  private final Map<String, Path> staged = new LinkedHashMap<>();
  private String current = "";
  private @Nullable OutputStream out;
  private boolean closed;

  private StagedTree(Path target, Path stage) {
    this.target = target;
    this.stage = stage;
  }

  /**
   * A tree for a directory, staged on the same file system.
   *
   * @param directory takes the files; made by {@link #publish} where it is not there
   */
  public static StagedTree beside(Path directory) throws IOException {
    Path existing = directory.toAbsolutePath();
    while (!Files.isDirectory(existing)) {
      Path parent = existing.getParent();
      if (Files.exists(existing) || parent == null) {
        throw new FileSystemException(existing.toString(), null, "not a directory");
      }
      existing = parent;
    }
    return new StagedTree(directory.toAbsolutePath(), stage(existing));
  }

  private static Path stage(Path directory) throws IOException {
    try {
      return Files.createTempDirectory(directory, PREFIX);
    } catch (FileSystemException e) {
      // It names what was not to be made, which nobody asked for.
      String reason = e instanceof AccessDeniedException ? ": permission denied" : "";
      FileSystemException named =
          new FileSystemException(directory.toString(), null, "takes no files" + reason);
      named.initCause(e);
      throw named;
    }
  }

  /**
   * Writes a chunk. All chunks of a file follow one another.
   *
   * @throws IllegalArgumentException if the name would leave the directory
   */
  @Override
  public synchronized void accept(FileChunk chunk) throws IOException {
    if (closed) {
      throw new IOException("export given up while " + chunk.getName() + " came");
    }
    if (out == null || !chunk.getName().equals(current)) {
      open(chunk.getName());
    }
    if (out != null) {
      chunk.getContent().writeTo(out);
    }
  }

  /** Names of the files so far. */
  public synchronized Set<String> names() {
    return Set.copyOf(staged.keySet());
  }

  /**
   * Puts every file in its place. One whose bytes are there already is not touched.
   *
   * @return names of those that were replaced or new
   * @throws IOException naming what is in the way; files before it have been replaced
   */
  public synchronized List<String> publish() throws IOException {
    closeFile();
    Files.createDirectories(target);
    for (String name : staged.keySet()) {
      checkPlace(place(name), root(name));
    }
    List<String> replaced = new ArrayList<>();
    for (Map.Entry<String, Path> file : staged.entrySet()) {
      if (publish(file.getValue(), place(file.getKey()))) {
        replaced.add(file.getKey());
      }
    }
    return replaced;
  }

  /**
   * Removes files of an earlier tree that are not in this one.
   *
   * @param earlier names of the earlier tree's files
   * @return names of those that were removed
   */
  public synchronized List<String> removeOthers(Set<String> earlier) throws IOException {
    List<String> removed = new ArrayList<>();
    for (String name : earlier) {
      Path place = place(name);
      if (!staged.containsKey(name) && Files.isRegularFile(place)) {
        Files.delete(place);
        removed.add(name);
      }
    }
    return removed;
  }

  /** Removes what was not published. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    closeFile();
    try (Stream<Path> left = Files.walk(stage)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void open(String name) throws IOException {
    closeFile();
    Path file = NetFileName.resolve(stage, name);
    Files.createDirectories(parent(file));
    out = Files.newOutputStream(file);
    current = name;
    staged.put(name, file);
  }

  private void closeFile() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }

  private Path place(String name) {
    return NetFileName.resolve(root(name), name);
  }

  /** Sysctls stand beside a directory net, as in /proc. */
  private Path root(String name) {
    Path parent = target.getParent();
    return name.startsWith(SYSCTLS) && target.endsWith("net") && parent != null ? parent : target;
  }

  /** Found before anything is replaced: a directory in a file's place, a link that leads away. */
  private static void checkPlace(Path place, Path root) throws IOException {
    if (Files.isDirectory(place)) {
      throw new FileSystemException(place.toString(), null, "a directory is where a file belongs");
    }
    Path parent = parent(place);
    if (Files.exists(parent) && !parent.toRealPath().startsWith(root.toRealPath())) {
      throw new FileSystemException(parent.toString(), null, "leads out of " + root);
    }
  }

  private static boolean publish(Path from, Path to) throws IOException {
    if (Files.isRegularFile(to) && Files.mismatch(from, to) == -1) {
      return false;
    }
    Files.createDirectories(parent(to));
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** Every place is below a directory. */
  private static Path parent(Path place) {
    return Objects.requireNonNull(place.getParent());
  }
}
