package dev.procnet.server.stack;

/**
 * The sixteen columns of {@code dev}, unsigned and wrapping at 2^64. net/core/net-procfs.c
 * dev_seq_printf_stats.
 *
 * @param rxDropped missed ones included
 * @param rxFrame length, over, crc and frame errors
 * @param txCarrier carrier, aborted, window and heartbeat errors
 */
public record InterfaceStatistics(
    long rxBytes,
    long rxPackets,
    long rxErrors,
    long rxDropped,
    long rxFifo,
    long rxFrame,
    long rxCompressed,
    long rxMulticast,
    long txBytes,
    long txPackets,
    long txErrors,
    long txDropped,
    long txFifo,
    long txCollisions,
    long txCarrier,
    long txCompressed) {

  /** All zero. */
  public static final InterfaceStatistics ZERO = of(new long[16]);

  /** From the columns in the order of the file. */
  public static InterfaceStatistics of(long[] columns) {
    return new InterfaceStatistics(
        columns[0],
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        columns[5],
        columns[6],
        columns[7],
        columns[8],
        columns[9],
        columns[10],
        columns[11],
        columns[12],
        columns[13],
        columns[14],
        columns[15]);
  }

  /** The columns in the order of the file. */
  public long[] columns() {
    return new long[] {
      rxBytes,
      rxPackets,
      rxErrors,
      rxDropped,
      rxFifo,
      rxFrame,
      rxCompressed,
      rxMulticast,
      txBytes,
      txPackets,
      txErrors,
      txDropped,
      txFifo,
      txCollisions,
      txCarrier,
      txCompressed
    };
  }

  /** Column by column, wrapping at 2^64. */
  public InterfaceStatistics plus(InterfaceStatistics delta) {
    long[] sum = columns();
    long[] more = delta.columns();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
    return of(sum);
  }
}
