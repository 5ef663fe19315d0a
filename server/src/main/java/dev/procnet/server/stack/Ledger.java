package dev.procnet.server.stack;

/**
 * Where what happens to stacks is kept. Nothing is seen by readers, and no writer is told that it
 * is done, before it is kept.
 */
@FunctionalInterface
public interface Ledger {

  /**
   * Takes an event. The order of calls is the order of what happened; a stack's writer calls it
   * while no other writer of that stack can.
   *
   * @param outcome told once, at once or later, from this or another thread, in the order of events
   * @throws ProcnetException STORAGE_FAILED: it takes no events now
   */
  void append(StackEvent event, Outcome outcome);

  /** What became of an event. */
  interface Outcome {

    /** It is kept, as surely as the ledger promises. */
    void kept();

    /** It is not kept, and none of those after it that were taken before this is told. */
    void lost(ProcnetException why);
  }

  /** One that lasts as long as the process: each event is kept at once. */
  static Ledger ofMemory() {
    return (_, outcome) -> outcome.kept();
  }
}
