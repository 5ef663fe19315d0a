package dev.procnet.server.oracle;

import java.io.IOException;

/**
 * A state of a kernel's network stack.
 *
 * @param builder brings a new namespace into it and answers a change of it
 */
record Situation(String name, Builder builder) {

  /** Brings a namespace into a situation. */
  interface Builder {
    Change build(Lab lab) throws IOException;
  }

  @Override
  public String toString() {
    return name;
  }
}
