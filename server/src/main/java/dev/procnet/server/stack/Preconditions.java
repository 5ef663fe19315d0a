package dev.procnet.server.stack;

import dev.procnet.server.stack.ProcnetException.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a stack expects to find.
 *
 * @param name of the stack, for errors
 * @param state that is looked at
 */
record Preconditions(String name, Snapshot state) {

  /**
   * The stack must be at a revision.
   *
   * @param expected 0: at any
   * @throws ProcnetException PRECONDITION_MISMATCH
   */
  void checkRevision(long expected) {
    if (expected != 0 && expected != state.revision()) {
      throw mismatch(0, "stack '" + name + "'", text(expected), text(state.revision()));
    }
  }

  /**
   * All of them must hold.
   *
   * @throws ProcnetException PRECONDITION_MISMATCH of the first that does not
   */
  void check(List<Batch.Precondition> preconditions) {
    for (int i = 0; i < preconditions.size(); i++) {
      Batch.Precondition precondition = preconditions.get(i);
      Long actual = revisionOf(precondition);
      String subject = subject(precondition);
      if (precondition.revision() != 0) {
        if (actual == null || actual != precondition.revision()) {
          throw mismatch(
              i, subject, text(precondition.revision()), actual == null ? "absent" : text(actual));
        }
      } else if (precondition.exists() != (actual != null)) {
        throw mismatch(
            i,
            subject,
            precondition.exists() ? "present" : "absent",
            actual == null ? "absent" : "present");
      }
    }
  }

  private static String text(long revision) {
    return "revision " + Long.toUnsignedString(revision);
  }

  private String subject(Batch.Precondition precondition) {
    return switch (precondition.target()) {
      case STACK -> "stack '" + name + "'";
      case SOCKET -> "socket " + Long.toUnsignedString(precondition.key());
      case INTERFACE -> "interface " + Long.toUnsignedString(precondition.key());
      case ROUTE -> "route " + Long.toUnsignedString(precondition.key());
    };
  }

  private @Nullable Long revisionOf(Batch.Precondition precondition) {
    long key = precondition.key();
    Long found =
        switch (precondition.target()) {
          case STACK -> state.revision();
          case SOCKET -> {
            Socket socket = SocketMutations.findById(state::table, key);
            yield socket == null ? null : socket.revision();
          }
          case INTERFACE -> {
            Interface row = key == (int) key ? state.interfaceOf((int) key) : null;
            yield row == null ? null : row.revision();
          }
          case ROUTE -> {
            Route route = NetworkMutations.findRoute(state.table(Section.ROUTES), key);
            route =
                route != null
                    ? route
                    : NetworkMutations.findRoute(state.table(Section.ROUTES6), key);
            yield route == null ? null : route.revision();
          }
        };
    return found == null ? null : state.revisionOf(found);
  }

  private static ProcnetException mismatch(
      int index, String subject, String expected, String actual) {
    return ProcnetException.of(
        Reason.PRECONDITION_MISMATCH,
        "precondition "
            + index
            + " does not hold: "
            + subject
            + ": found "
            + actual
            + ", expected "
            + expected,
        "index",
        index,
        "subject",
        subject,
        "expected",
        expected,
        "actual",
        actual);
  }
}
