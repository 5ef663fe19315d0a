package dev.procnet.server.rpc;

import java.util.UUID;

/**
 * Which server an answer comes from: one that remembers all that it had answered under that id. It
 * is random, until it is known that what an earlier start answered is kept.
 */
public final class ServerId {

  private volatile String value = UUID.randomUUID().toString();

  /** A new one. */
  public static ServerId random() {
    return new ServerId();
  }

  /** As in answers. */
  public String value() {
    return value;
  }

  /** Becomes that of an earlier start. Before anything is answered. */
  public void continueAs(String earlier) {
    value = earlier;
  }
}
