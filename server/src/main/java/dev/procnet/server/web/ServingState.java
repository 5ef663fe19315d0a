package dev.procnet.server.web;

/** Whether calls are taken now: not before the start is complete, and not while draining. */
@FunctionalInterface
public interface ServingState {

  /** Calls are taken. */
  boolean serving();
}
