package dev.procnet.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The net files below a directory, by name.
 *
 * @param root where they are
 * @param files in the order of their names
 */
public record ProcTree(Path root, List<NetFilePath> files) {

  /** Of a captured tree they are taken too, beside its net. Those of a live one are not. */
  private static final String SYSCTLS = "sys/net";

  /**
   * A file.
   *
   * @param name its path below /proc/net
   * @param path where it is
   */
  public record NetFilePath(String name, Path path) {}

  /** Copies the list. */
  public ProcTree {
    files = List.copyOf(files);
  }

  /**
   * Finds the files of a tree.
   *
   * @param directory holds them in {@code net}, or directly; may be a symbolic link, as /proc/net
   * @param skipped told of each entry that is left out, in words: what may not be read of a proc
   *     file system
   * @throws IOException naming what can't be read, or a link that leads out of the tree
   */
  public static ProcTree of(Path directory, Consumer<String> skipped) throws IOException {
    Path net = directory.resolve("net");
    Path root = Files.isDirectory(net) ? net : directory;
    if (!Files.isDirectory(root)) {
      throw Files.exists(root)
          ? new NotDirectoryException(root.toString())
          : new NoSuchFileException(root.toString());
    }
    Path real = root.toRealPath();
    Walk walk = new Walk(real, skipped, new ArrayList<>());
    walk.directory(real, "");
    Path sysctls = directory.resolve(SYSCTLS);
    if (!root.equals(directory) && Files.isDirectory(sysctls) && !isPseudo(sysctls)) {
      new Walk(sysctls.toRealPath(), skipped, walk.found())
          .directory(sysctls.toRealPath(), SYSCTLS + "/");
    }
    return new ProcTree(real, walk.found());
  }

  /** Reads the files. A file that is gone by then, as an interface's may be, is left out. */
  public ChunkSource chunks(Consumer<String> skipped) {
    return new TreeChunks(files, skipped);
  }

  /** A proc file system says that its entries have no size. */
  static boolean isPseudo(Path path) {
    try {
      return Files.size(path) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private record Walk(Path root, Consumer<String> skipped, List<NetFilePath> found) {

    void directory(Path directory, String prefix) throws IOException {
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        stream.forEach(entries::add);
      } catch (AccessDeniedException e) {
        denied(e, directory);
      }
      entries.sort(null);
      for (Path entry : entries) {
        entry(entry, prefix + entry.getFileName());
      }
    }

    private void entry(Path path, String name) throws IOException {
      if (name.startsWith(StagedTree.PREFIX)) {
        return; // of an export that is under way or was killed
      }
      if (Files.isSymbolicLink(path)) {
        link(path, name);
      } else if (Files.isDirectory(path)) {
        directory(path, name + "/");
      } else if (Files.isRegularFile(path)) {
        found.add(new NetFilePath(name, path));
      } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        skipped.accept(path + ": not a regular file, left out");
      }
    }

    private void link(Path link, String name) throws IOException {
      if (!link.toRealPath().startsWith(root)) {
        throw new FileSystemException(
            link.toString(), null, "a symbolic link that leads out of " + root);
      }
      if (Files.isRegularFile(link)) {
        found.add(new NetFilePath(name, link));
      } else {
        skipped.accept(link + ": a symbolic link to a directory, left out");
      }
    }

    private void denied(AccessDeniedException e, Path path) throws IOException {
      if (!isPseudo(path)) {
        throw e;
      }
      skipped.accept(path + ": may not be read, left out");
    }
  }
}
