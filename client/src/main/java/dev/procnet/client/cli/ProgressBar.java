package dev.procnet.client.cli;

import dev.procnet.client.cli.top.Amount;

/**
 * What a transfer's line says. Only ASCII, so that it is right in every locale.
 *
 * @param what is done, one word
 * @param files how many came or went
 * @param bytes of them
 * @param allFiles how many there are
 * @param allBytes of them; 0: unknown, as of a proc file system
 */
record ProgressBar(String what, long files, long bytes, long allFiles, long allBytes) {

  /** With a shorter bar it is left out. */
  private static final int SHORTEST = 5;

  private static final int LONGEST = 40;

  /** The line, of at most so many columns. */
  String text(int columns) {
    String amounts =
        " %3d%%  %d/%d files  %sB"
            .formatted((int) (100 * part()), files, allFiles, Amount.text(bytes));
    int length = Math.min(LONGEST, columns - what.length() - amounts.length() - " []".length());
    String line = length < SHORTEST ? what + amounts : what + " [" + bar(length) + "]" + amounts;
    return line.length() > columns ? line.substring(0, columns) : line;
  }

  private String bar(int length) {
    int full = (int) (length * part());
    return "#".repeat(full) + "-".repeat(length - full);
  }

  /** 0 to 1: a live tree may turn out larger than it was. */
  private double part() {
    double part = allBytes > 0 ? (double) bytes / allBytes : (double) files / Math.max(1, allFiles);
    return Math.min(1, part);
  }
}
