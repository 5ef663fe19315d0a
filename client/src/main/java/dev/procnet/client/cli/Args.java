package dev.procnet.client.cli;

import dev.procnet.client.ProcTree;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Arguments that picocli has set before a command runs. */
final class Args {

  private Args() {}

  /** An argument without which picocli would not have run the command. */
  static <T> T required(@Nullable T argument) {
    return Objects.requireNonNull(argument);
  }

  /**
   * The files of a tree, at least one: an empty directory, as of a file system that is not mounted,
   * would make an empty stack.
   *
   * @throws IOException naming what can't be read
   */
  static ProcTree tree(@Nullable Path directory, Consumer<String> skipped) throws IOException {
    ProcTree tree = ProcTree.of(required(directory), skipped);
    if (tree.files().isEmpty()) {
      throw new FileSystemException(
          tree.root().toString(), null, "has no files, expected those of a /proc/net");
    }
    return tree;
  }
}
