package dev.procnet.client;

import dev.procnet.v1.WatchStackResponse;
import java.io.IOException;

/** Takes the messages of a watch. */
@FunctionalInterface
public interface WatchSink {

  /** Takes a message. What it throws ends the watch. */
  void accept(WatchStackResponse message) throws IOException;
}
