package dev.procnet.server.storage;

import java.util.concurrent.atomic.LongAdder;

/** What the keeping of events counts of itself. Thread-safe. */
public final class LogCounts {

  private final LongAdder events = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder writes = new LongAdder();
  private final LongAdder writeNanos = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder bases = new LongAdder();
  private volatile int waiting;
  private volatile boolean readOnly;

  LogCounts() {}

  void kept(int number, long size, long nanos) {
    events.add(number);
    bytes.add(size);
    writes.increment();
    writeNanos.add(nanos);
  }

  void refused() {
    refused.increment();
  }

  void baseWritten() {
    bases.increment();
  }

  void waiting(int number) {
    waiting = number;
  }

  void readOnly(boolean is) {
    readOnly = is;
  }

  /** Events kept so far. */
  public long events() {
    return events.sum();
  }

  /** Bytes of them. */
  public long bytes() {
    return bytes.sum();
  }

  /** Writes that kept them, each with one fsync where each batch is written through. */
  public long writes() {
    return writes.sum();
  }

  /** Nanoseconds that these writes took. */
  public long writeNanos() {
    return writeNanos.sum();
  }

  /** Changes that were refused as the disk took none. */
  public long refusals() {
    return refused.sum();
  }

  /** How often all stacks were written anew. */
  public long bases() {
    return bases.sum();
  }

  /** Changes that wait for the disk now. */
  public int waiting() {
    return waiting;
  }

  /** The disk takes no changes now. */
  public boolean isReadOnly() {
    return readOnly;
  }
}
