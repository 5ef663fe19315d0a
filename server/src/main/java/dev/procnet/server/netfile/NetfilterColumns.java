package dev.procnet.server.netfile;

import dev.procnet.server.stack.PacketCopyMode;

/** Columns of unsigned numbers of 32 bits, {@code %*u}, and of copy modes. */
final class NetfilterColumns {

  private NetfilterColumns() {}

  static void write(RowBuffer out, int value, int width) {
    out.unsigned(Integer.toUnsignedLong(value), width);
  }

  /** Reads a number behind blanks. */
  static int parse(NetFileText text, String what) {
    text.blanks();
    return text.unsigned32(what);
  }

  /** Reads a copy mode behind a blank. */
  static PacketCopyMode parseCopyMode(NetFileText text) {
    text.blanks();
    int start = text.position();
    long number = text.unsigned32("a copy mode");
    for (PacketCopyMode mode : PacketCopyMode.values()) {
      if (mode.number() == number) {
        return mode;
      }
    }
    throw text.failAt(start, "a copy mode of 0, 1 or 2");
  }
}
