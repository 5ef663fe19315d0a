package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code tcp}: TCP sockets over IPv4. net/ipv4/tcp_ipv4.c tcp4_seq_show. */
final class TcpFile implements NetFile {

  /** TMPSZ less the line end: Linux pads header and rows to it, gVisor the header only. */
  static final int WIDTH = 149;

  private static final byte[] HEADER =
      ("%-" + WIDTH + "s\n")
          .formatted(
              "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid "
                  + " timeout inode")
          .getBytes(US_ASCII);

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public String summary() {
    return "TCP sockets over IPv4";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.TCP);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    boolean linux = snapshot.profile().isLinux();
    return TcpRows.open(snapshot, Section.TCP, reader, HEADER, linux ? WIDTH : 0);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of tcp");
    TcpRows.parse(text, into, Section.TCP);
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    return PrintedBy.padding(text, HEADER);
  }
}
