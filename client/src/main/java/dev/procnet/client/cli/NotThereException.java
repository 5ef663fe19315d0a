package dev.procnet.client.cli;

import dev.procnet.client.cli.input.Nearest;
import java.util.Collection;

/** What a command line names is not there, as the client itself found out. */
final class NotThereException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Names it, and what may have been meant.
   *
   * @param kind as "interface"
   * @param known names that are there
   */
  NotThereException(String kind, String name, Collection<String> known) {
    super(kind + " '" + name + "' is not there" + Nearest.hint(name, known));
  }
}
