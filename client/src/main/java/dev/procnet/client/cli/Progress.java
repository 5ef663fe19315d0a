package dev.procnet.client.cli;

import dev.procnet.client.ChunkSource;
import dev.procnet.client.ProcTree;
import dev.procnet.client.ProcTree.NetFilePath;
import dev.procnet.client.ProcnetClient;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.NetFile;
import dev.procnet.v1.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a transfer is: a line of standard error, drawn over again while it lasts and gone at its
 * end. Nothing is drawn where standard error is no terminal, or one that can only go forward.
 */
final class Progress implements AutoCloseable {

  /** Goes to the line's begin and clears it, as every terminal does that is not dumb. */
  private static final String CLEAR = "\r\033[K";

  /** What a terminal puts behind the line; the line below would not be cleared. */
  private static final String INTERRUPT = "^C";

  private static final long BETWEEN_NANOS = 100_000_000;

  private final Console console;
  private final int columns;
  private final Thread atExit = new Thread(this::clear, "procnet-progress");
  private ProgressBar bar;
  private String file = "";
  private boolean drawn;
  private long drawnAt;

  private Progress(Console console, int columns, ProgressBar bar) {
    this.console = console;
    this.columns = columns;
    this.bar = bar;
    if (columns > 0) {
      Runtime.getRuntime().addShutdownHook(atExit);
      draw();
    }
  }

  /** Of files that are sent. */
  static Progress sending(Session session, String what, ProcTree tree) {
    if (!isWanted(session)) {
      return hidden(session);
    }
    long bytes = tree.files().stream().mapToLong(Progress::size).sum();
    return shown(session, new ProgressBar(what, 0, 0, tree.files().size(), bytes));
  }

  /** Of files that are received. How many to expect is asked of the server. */
  static Progress receiving(
      Session session, String what, ProcnetClient client, ReadOptions read, List<String> names) {
    if (!isWanted(session)) {
      return hidden(session);
    }
    List<NetFile> files =
        client
            .introspection()
            .listNetFiles(ListNetFilesRequest.newBuilder().setRead(read).build())
            .getFilesList()
            .stream()
            .filter(file -> names.isEmpty() || names.contains(file.getName()))
            .toList();
    long bytes = files.stream().mapToLong(NetFile::getSize).sum();
    return shown(session, new ProgressBar(what, 0, 0, files.size(), bytes));
  }

  private static boolean isWanted(Session session) {
    return session.console().isErrTerminal() && !Terminal.isDumb(session.environment());
  }

  private static Progress hidden(Session session) {
    return new Progress(session.console(), 0, new ProgressBar("", 0, 0, 0, 0));
  }

  private static Progress shown(Session session, ProgressBar bar) {
    int columns = Terminal.errorColumns(session.environment()) - INTERRUPT.length() - 1;
    return new Progress(session.console(), Math.max(1, columns), bar);
  }

  private static long size(NetFilePath file) {
    try {
      return Files.size(file.path());
    } catch (IOException e) {
      return 0; // whoever reads it will say what is wrong
    }
  }

  /** A source whose chunks count when they are taken. */
  ChunkSource watch(ChunkSource source) {
    return new ChunkSource() {
      @Override
      public @Nullable FileChunk next() throws IOException {
        FileChunk chunk = source.next();
        if (chunk != null) {
          add(chunk);
        }
        return chunk;
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

  /** Counts a chunk. */
  synchronized void add(FileChunk chunk) {
    int another = chunk.getName().equals(file) ? 0 : 1;
    file = chunk.getName();
    bar =
        new ProgressBar(
            bar.what(),
            bar.files() + another,
            bar.bytes() + chunk.getContent().size(),
            bar.allFiles(),
            bar.allBytes());
    if (columns > 0 && System.nanoTime() - drawnAt >= BETWEEN_NANOS) {
      draw();
    }
  }

  /** Words, in place of the line; it is drawn again below them. */
  synchronized void say(String words) {
    clear();
    console.say(words);
  }

  /** Takes the line away. */
  @Override
  public void close() {
    clear();
    if (columns > 0) {
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // The hook is running: it ends the process.
      }
    }
  }

  private synchronized void draw() {
    console.err().print(CLEAR + bar.text(columns));
    console.err().flush();
    drawn = true;
    drawnAt = System.nanoTime();
  }

  private synchronized void clear() {
    if (drawn) {
      console.err().print(CLEAR);
      console.err().flush();
      drawn = false;
    }
  }
}
