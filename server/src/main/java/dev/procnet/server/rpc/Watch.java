package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.v1.Bookmark;
import dev.procnet.v1.ChangeSet;
import dev.procnet.v1.Replacement;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.WatchStackResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stack from a place of its own. What it has not told yet lies in the stack's history, so
 * a watcher that is slow holds nothing.
 */
final class Watch implements Pump.Source<WatchStackResponse> {

  private final Stack stack;
  private final Headers headers;
  private final ChangeMapper changes;
  private final ToldChanges toldChanges;
  private final boolean allKinds;
  private final boolean tellsWholeState;
  private long told;
  private Instant toldAt;
  private @Nullable InitialState initial;
  private volatile boolean bookmarkDue;

  /**
   * @param told the revision after which it begins
   * @param allKinds each revision is told, one without changes too
   * @param tellsWholeState begins with the whole state, and begins again when it is replaced
   */
  Watch(
      Stack stack,
      Headers headers,
      ChangeMapper changes,
      ToldChanges toldChanges,
      long told,
      boolean allKinds,
      boolean tellsWholeState) {
    this.stack = stack;
    this.headers = headers;
    this.changes = changes;
    this.toldChanges = toldChanges;
    this.told = told;
    this.toldAt = Instant.EPOCH;
    this.allKinds = allKinds;
    this.tellsWholeState = tellsWholeState;
    Snapshot newest = stack.snapshot();
    if (tellsWholeState) {
      begin(newest);
    } else if (told == newest.revision()) {
      toldAt = newest.appliedAt();
    }
  }

  /** Says that a message is due, whether something changed or not. */
  void askForBookmark() {
    bookmarkDue = true;
  }

  @Override
  public @Nullable WatchStackResponse next() {
    InitialState telling = initial;
    if (telling != null) {
      return initialPart(telling);
    }
    // Looked at first: no revision comes after it.
    boolean deleted = stack.isDeleted();
    while (told < stack.snapshot().revision()) {
      WatchStackResponse message = tell(nextRevision());
      if (message != null) {
        return message;
      }
      if (bookmarkDue) {
        return bookmark(false);
      }
    }
    if (deleted) {
      throw RevisionWait.deleted(stack);
    }
    return bookmarkDue ? bookmark(false) : null;
  }

  @Override
  public boolean complete() {
    return false;
  }

  private void begin(Snapshot whole) {
    initial = new InitialState(whole, changes.kinds(), changes.sight());
    told = whole.revision();
    toldAt = whole.appliedAt();
  }

  private WatchStackResponse initialPart(InitialState telling) {
    if (telling.hasNext()) {
      return message().setInitial(telling.next()).build();
    }
    initial = null;
    return bookmark(true);
  }

  private Stack.Revision nextRevision() {
    try {
      return stack.revision(told + 1);
    } catch (ProcnetException e) {
      if (e.reason() != Reason.REVISION_COMPACTED) {
        throw e;
      }
      long oldest = stack.oldestRevision();
      throw ProcnetException.of(
          Reason.WATCHER_TOO_SLOW,
          "revision "
              + (told + 1)
              + " was not told in time and is no longer kept, the oldest is "
              + oldest,
          "last_sent_revision",
          told,
          "compact_revision",
          oldest);
    }
  }

  /** Null: nothing of it concerns the watcher. */
  private @Nullable WatchStackResponse tell(Stack.Revision revision) {
    told = revision.snapshot().revision();
    toldAt = revision.snapshot().appliedAt();
    String cause = revision.replacedBy();
    if (cause != null) {
      if (tellsWholeState) {
        begin(revision.snapshot());
      }
      return message().setReplaced(Replacement.newBuilder().setCause(cause)).build();
    }
    ChangeSet set = toldChanges.of(revision, changes);
    return allKinds || set.getChangesCount() > 0 ? message().setChanges(set).build() : null;
  }

  private WatchStackResponse bookmark(boolean synced) {
    bookmarkDue = false;
    return message().setBookmark(Bookmark.newBuilder().setSynced(synced)).build();
  }

  private WatchStackResponse.Builder message() {
    ResponseHeader header = headers.of(stack, told, toldAt);
    return WatchStackResponse.newBuilder().setHeader(header);
  }
}
