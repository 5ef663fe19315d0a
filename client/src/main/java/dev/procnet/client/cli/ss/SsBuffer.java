package dev.procnet.client.cli.ss;

/**
 * Counts how many pieces of memory the fields of {@code ss}'s output buffer fill: pieces of 1 MiB,
 * each with a head of 16 bytes; fields with a length of 2 bytes before them, at even places, and
 * whole in one piece.
 */
final class SsBuffer {

  private static final int ROOM = (1 << 20) - 16;
  private static final int LENGTH = 2;

  private int pieces;
  private int used;
  private int field;

  /** How many pieces there are. */
  int pieces() {
    return pieces;
  }

  /** Text is added to the field. */
  void append(int length) {
    if (pieces == 0) {
      addPiece();
    }
    if (length >= ROOM - used) {
      addPiece();
      used += field;
    }
    used += length;
    field += length;
  }

  /** The field has ended, the next begins. */
  void endField() {
    int pad = field % 2;
    field = 0;
    if (ROOM - used - pad < LENGTH) {
      addPiece();
    } else {
      used += pad + LENGTH;
    }
  }

  /** All was printed. */
  void clear() {
    pieces = 0;
    field = 0;
  }

  private void addPiece() {
    pieces++;
    used = LENGTH;
  }
}
