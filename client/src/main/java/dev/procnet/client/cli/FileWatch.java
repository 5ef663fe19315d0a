package dev.procnet.client.cli;

import com.google.protobuf.ByteString;
import dev.procnet.client.ByteSink;
import dev.procnet.client.ProcnetClient;
import dev.procnet.client.Watch;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Prints a file whenever it changes; on a terminal, over itself. What wakes it is a watch; whether
 * it changed, the server says.
 */
final class FileWatch {

  /** Keeps a busy stack from being read more than ten times a second. */
  private static final Duration TOGETHER = Duration.ofMillis(100);

  private final Session session;
  private final ProcnetClient client;
  private final String file;
  private final boolean redraws;
  private final FileScreen screen = new FileScreen();

  FileWatch(Session session, ProcnetClient client, String file) {
    this.session = session;
    this.client = client;
    this.file = file;
    redraws = session.console().isTerminal() && !Terminal.isDumb(session.environment());
  }

  /**
   * Runs until the watch ends.
   *
   * @param count prints of the file after which it ends; 0: any number
   */
  void run(int count) throws IOException {
    // The watch begins with the revision that was printed, so nothing falls in between.
    long shown = print();
    try (Watch watch =
        client
            .introspection()
            .watchStack(WatchStackRequest.newBuilder().setAfterRevision(shown).build())) {
      for (int printed = 1; count == 0 || printed < count; printed++) {
        shown = printNext(watch, shown);
      }
    }
  }

  private long printNext(Watch watch, long shown) throws IOException {
    while (true) {
      if (wake(watch) && isChanged(shown)) {
        return print();
      }
    }
  }

  /** Waits for a message and collects what follows it: many revisions are one reason to look. */
  private static boolean wake(Watch watch) {
    boolean changed = isChange(watch.next());
    long end = System.nanoTime() + TOGETHER.toNanos();
    for (long left = TOGETHER.toNanos(); left > 0; left = end - System.nanoTime()) {
      changed |= watch.next(Duration.ofNanos(left)).map(FileWatch::isChange).orElse(false);
    }
    return changed;
  }

  private static boolean isChange(WatchStackResponse message) {
    return !message.hasBookmark();
  }

  private boolean isChanged(long shown) {
    ReadNetFileResponse response =
        client
            .introspection()
            .readNetFile(
                ReadNetFileRequest.newBuilder()
                    .setName(file)
                    .setLimit(1)
                    .setIfChangedSince(shown)
                    .build());
    return !response.getNotModified();
  }

  private long print() throws IOException {
    return redraws ? draw() : append();
  }

  private long append() throws IOException {
    ResponseHeader header = read(session.console()::write);
    session.console().say(file + " at revision " + Unsigned.text(header.getRevision()));
    return header.getRevision();
  }

  private long draw() throws IOException {
    ByteString.Output content = ByteString.newOutput();
    ResponseHeader header = read(chunk -> chunk.writeTo(content));
    String title =
        file
            + " of stack "
            + header.getStack()
            + " at revision "
            + Unsigned.text(header.getRevision());
    Terminal.Size size = Terminal.size(session.environment());
    session
        .console()
        .print(screen.draw(title, content.toByteString(), size.rows(), size.columns()));
    return header.getRevision();
  }

  private ResponseHeader read(ByteSink sink) throws IOException {
    StreamNetFileRequest request =
        StreamNetFileRequest.newBuilder()
            .setName(file)
            .setRead(ReadOptions.getDefaultInstance())
            .build();
    return client.introspection().streamNetFile(request, sink).header();
  }
}
