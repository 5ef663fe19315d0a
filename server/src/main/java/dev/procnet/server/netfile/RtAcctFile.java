package dev.procnet.server.netfile;

import dev.procnet.server.stack.RealmStatistics;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code rt_acct}: traffic by realm, binary: for each of 256 realms four numbers of 32 bits in host
 * order. net/ipv4/route.c rt_acct_proc_show.
 */
final class RtAcctFile implements NetFile {

  private static final int NUMBERS = 4;
  private static final int RECORD = NUMBERS * Integer.BYTES;
  private static final int SIZE = RealmStatistics.REALMS * RECORD;

  @Override
  public String name() {
    return "rt_acct";
  }

  @Override
  public String summary() {
    return "traffic by realm, binary";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.REALM_STATISTICS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.single(
        out -> {
          int realm = 0;
          for (RealmStatistics row : snapshot.table(Section.REALM_STATISTICS)) {
            out.put(new byte[(row.realm() - realm) * RECORD]);
            write(row, out);
            realm = row.realm() + 1;
          }
          out.put(new byte[(RealmStatistics.REALMS - realm) * RECORD]);
        });
  }

  private static void write(RealmStatistics row, RowBuffer out) {
    put(row.outBytes(), out);
    put(row.outPackets(), out);
    put(row.inBytes(), out);
    put(row.inPackets(), out);
  }

  private static void put(int number, RowBuffer out) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.put((char) (number >>> shift & 0xFF));
    }
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    if (text.size() != SIZE) {
      text.moveTo(Math.min(text.size(), SIZE));
      throw text.fail(SIZE + " bytes, 256 records of " + RECORD);
    }
    for (int realm = 0; realm < RealmStatistics.REALMS; realm++) {
      RealmStatistics row =
          new RealmStatistics(realm, take(text), take(text), take(text), take(text));
      if (!row.equals(new RealmStatistics(realm, 0, 0, 0, 0))) {
        into.add(Section.REALM_STATISTICS, row);
      }
    }
  }

  private static int take(NetFileText text) {
    int number = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      number |= text.peek() << shift;
      text.moveTo(text.position() + 1);
    }
    return number;
  }
}
