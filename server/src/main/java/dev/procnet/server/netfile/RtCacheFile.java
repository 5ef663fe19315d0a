package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.List;
import java.util.Set;

/**
 * {@code rt_cache}: the header of the cache of IPv4 routes that Linux had up to 3.5. Since then it
 * has no row. net/ipv4/route.c rt_cache_seq_show.
 */
final class RtCacheFile implements NetFile {

  private static final byte[] HEADER =
      "%-127s\n"
          .formatted(
              "Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU"
                  + "\tWindow\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst")
          .getBytes(US_ASCII);

  @Override
  public String name() {
    return "rt_cache";
  }

  @Override
  public String summary() {
    return "header of a cache of IPv4 routes that is no more";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of();
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(HEADER, List.of(), row -> true, (row, out) -> {});
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of rt_cache");
    if (!text.atEnd()) {
      throw text.fail("the end of the file");
    }
  }
}
