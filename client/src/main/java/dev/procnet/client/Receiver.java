package dev.procnet.client;

import java.io.IOException;

/**
 * Takes the messages of a stream and judges whether they were all.
 *
 * @param <M> message
 * @param <R> what comes of a whole stream
 */
interface Receiver<M, R> {

  /** Takes a message. What it throws ends the stream. */
  void accept(M message) throws IOException;

  /**
   * The server closed the stream well.
   *
   * @throws BrokenStreamException if the end message is missing or says something else
   */
  R finish();

  /** The stream failed: what to throw, which is {@code cause} itself where nothing had come. */
  ProcnetClientException failed(ProcnetClientException cause);
}
