package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;

/**
 * How much an import may send.
 *
 * @param bytes content of all files, 1 or more
 * @param files 1 or more
 * @param concurrent imports read and made at a time, 1 or more
 */
public record ImportLimits(long bytes, int files, int concurrent) {

  /** 512 MiB, 10,000 files, 4 at a time. */
  public static final ImportLimits DEFAULT = new ImportLimits(512L << 20, 10_000, 4);

  public ImportLimits {
    check("bytes", bytes);
    check("files", files);
    check("concurrent", concurrent);
  }

  /** These, with another size. */
  public ImportLimits withBytes(long other) {
    return new ImportLimits(other, files, concurrent);
  }

  private static void check(String field, long value) {
    if (value < 1) {
      throw ProcnetException.field(field, "is " + value + ", expected 1 or more");
    }
  }
}
