package dev.procnet.client.cli;

import picocli.CommandLine;

/** A command that has commands of its own. */
interface CommandWithOthers {

  /** Adds them to the command's line. */
  void addTo(CommandLine line);
}
