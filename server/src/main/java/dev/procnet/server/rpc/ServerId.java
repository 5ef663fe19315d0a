package dev.procnet.server.rpc;

import java.util.UUID;

/**
 * Which start of a server an answer comes from.
 *
 * @param value random at each start
 */
public record ServerId(String value) {

  /** A new one. */
  public static ServerId random() {
    return new ServerId(UUID.randomUUID().toString());
  }
}
