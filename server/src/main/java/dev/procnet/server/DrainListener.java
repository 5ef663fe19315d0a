package dev.procnet.server;

/** Hears that the server stops, while calls still go on. Bound in a Multibinder by who wants to. */
@FunctionalInterface
interface DrainListener {

  /** No more calls will come; those that would never end by themselves should end now. */
  void drainBegins();
}
