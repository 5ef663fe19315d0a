package dev.procnet.server.rpc;

import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.UidMap;
import dev.procnet.v1.IdMapping;
import java.util.ArrayList;
import java.util.List;

/** On whose behalf is read. */
final class ReaderMapper {

  private static final UidMap.Range ANY = new UidMap.Range(0, 0, 1);

  private ReaderMapper() {}

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID, {@code uid_map[1]}
   */
  static Reader toModel(dev.procnet.v1.Reader reader) {
    if (reader.getUidMapCount() == 0 && !reader.getHideAddresses()) {
      return Reader.ROOT;
    }
    Violations wrong = new Violations();
    List<UidMap.Range> ranges = new ArrayList<>();
    for (int i = 0; i < reader.getUidMapCount(); i++) {
      IdMapping line = reader.getUidMap(i);
      ranges.add(wrong.part("uid_map[" + i + "]", ANY, () -> range(line)));
    }
    // Ranges of lines that are wrong stand for nothing, so they can't be compared.
    wrong.throwIfAny();
    return new Reader(
        Violations.under("uid_map", () -> new UidMap(ranges)), reader.getHideAddresses());
  }

  private static UidMap.Range range(IdMapping line) {
    return new UidMap.Range(
        Integer.toUnsignedLong(line.getInside()),
        Integer.toUnsignedLong(line.getOutside()),
        Integer.toUnsignedLong(line.getLength()));
  }
}
