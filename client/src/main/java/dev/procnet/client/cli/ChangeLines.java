package dev.procnet.client.cli;

import dev.procnet.v1.Change;
import dev.procnet.v1.ChangeSet;
import dev.procnet.v1.WatchStackResponse;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Prints what a watch tells, one line of JSON a change: a WatchStackResponse with that change
 * alone. A revision is told whole unless the count ends within it.
 */
final class ChangeLines {

  private final Console console;
  private final long limit;
  private long printed;
  private OptionalLong revision = OptionalLong.empty();

  /**
   * Lines for a console.
   *
   * @param count at most so many; 0: any number
   */
  ChangeLines(Console console, int count) {
    this.console = console;
    this.limit = count == 0 ? Long.MAX_VALUE : Integer.toUnsignedLong(count);
  }

  boolean isFull() {
    return printed >= limit;
  }

  /** The last revision of which everything was printed. */
  OptionalLong lastRevision() {
    return revision;
  }

  void print(WatchStackResponse message) throws IOException {
    switch (message.getEventCase()) {
      case CHANGES -> {
        for (Change change : message.getChanges().getChangesList()) {
          line(message.toBuilder().setChanges(only(change)).build());
        }
      }
      case INITIAL -> {
        for (Change change : message.getInitial().getChangesList()) {
          line(message.toBuilder().setInitial(only(change)).build());
        }
        return; // the state is only told whole by the bookmark that follows
      }
      case BOOKMARK -> {
        if (message.getBookmark().getSynced()) {
          line(message);
        }
      }
      case REPLACED, EVENT_NOT_SET -> line(message);
    }
    revision = OptionalLong.of(message.getHeader().getRevision());
  }

  private void line(WatchStackResponse message) throws IOException {
    if (!isFull()) {
      console.print(Printer.jsonLine(message) + "\n");
      printed++;
    }
  }

  private static ChangeSet only(Change change) {
    return ChangeSet.newBuilder().addChanges(change).build();
  }
}
