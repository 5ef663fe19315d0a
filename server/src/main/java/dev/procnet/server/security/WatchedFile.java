package dev.procnet.server.security;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file, or some that go together, whose content is taken again when it changes. Content that is
 * wrong is told, and what was taken before stays. Told by content, not by time, so that files
 * behind swapped links, as Kubernetes mounts them, are seen too.
 *
 * @param <T> what the content stands for
 */
public final class WatchedFile<T> {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);

  /** Nothing that is read here comes near it. */
  private static final long MOST_BYTES = 16L << 20;

  private final String name;
  private final List<Path> paths;
  private final Loader<T> loader;
  private final AtomicLong reloads = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile List<String> problems = List.of();
  private @Nullable HashCode seen;
  private volatile @Nullable T value;

  /** Makes something of the content of all files. */
  @FunctionalInterface
  interface Loader<T> {
    /**
     * Reads them.
     *
     * @param contents of the files, in order
     * @param problems told of all that is wrong; then the result is not looked at
     */
    @Nullable T load(List<byte[]> contents, Consumer<String> problems);
  }

  /**
   * @param name what it is for: {@code policy}
   */
  WatchedFile(String name, List<Path> paths, Loader<T> loader) {
    this.name = name;
    this.paths = List.copyOf(paths);
    this.loader = loader;
  }

  /** What it is for. */
  public String name() {
    return name;
  }

  /** Where it is. */
  public List<Path> paths() {
    return paths;
  }

  /** How often a change was taken. */
  public long reloads() {
    return reloads.get();
  }

  /** How often a change was not taken. */
  public long failures() {
    return failures.get();
  }

  /** What is wrong with the content as it is now. */
  public List<String> problems() {
    return problems;
  }

  /** What was taken last. */
  T get() {
    T taken = value;
    if (taken == null) {
      throw new IllegalStateException(name + " is not loaded");
    }
    return taken;
  }

  /** Takes it for the first time. */
  synchronized void load(Consumer<String> wrong) {
    take();
    problems.forEach(wrong);
  }

  /** Takes it again, if it has changed. */
  synchronized void refresh() {
    if (!take()) {
      return;
    }
    if (problems.isEmpty()) {
      reloads.incrementAndGet();
      LOG.info("{} has changed, the new content is in force", name);
    } else {
      failures.incrementAndGet();
      problems.forEach(
          problem -> LOG.warn("{} has changed, the old content stays: {}", name, problem));
    }
  }

  /** Whether it was another content than the last. */
  private boolean take() {
    List<String> found = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    for (Path path : paths) {
      contents.add(read(path, found));
    }
    HashCode now = hash(contents, found);
    if (now.equals(seen)) {
      return false;
    }
    seen = now;
    T loaded = found.isEmpty() ? loader.load(contents, found::add) : null;
    if (found.isEmpty()) {
      value = loaded;
    }
    problems = List.copyOf(found);
    return true;
  }

  private static byte[] read(Path path, List<String> problems) {
    try {
      if (Files.size(path) <= MOST_BYTES) {
        return Files.readAllBytes(path);
      }
      problems.add(path + ": has over " + MOST_BYTES + " bytes");
    } catch (NoSuchFileException e) {
      problems.add(path + ": no such file");
    } catch (AccessDeniedException e) {
      problems.add(path + ": permission denied");
    } catch (IOException e) {
      problems.add(path + ": " + e.getMessage());
    }
    return new byte[0];
  }

  private static HashCode hash(List<byte[]> contents, List<String> problems) {
    Hasher hasher = Hashing.sha256().newHasher();
    contents.forEach(content -> hasher.putInt(content.length).putBytes(content));
    problems.forEach(problem -> hasher.putUnencodedChars(problem).putChar('\n'));
    return hasher.hash();
  }
}
