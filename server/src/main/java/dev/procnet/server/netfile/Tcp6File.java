package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code tcp6}: TCP sockets over IPv6, IPv4-mapped ones included. net/ipv6/tcp_ipv6.c
 * tcp6_seq_show.
 */
final class Tcp6File implements NetFile {

  static final byte[] HEADER =
      ("  sl  local_address                         remote_address                       "
              + " st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n")
          .getBytes(US_ASCII);

  /** Nine columns stand before the inode. */
  private static final Pattern ROW = Pattern.compile("(?: *+[^ \n]++){9} ( *+[0-9]++)");

  @Override
  public String name() {
    return "tcp6";
  }

  @Override
  public String summary() {
    return "TCP sockets over IPv6";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.TCP6);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return TcpRows.open(snapshot, Section.TCP6, reader, HEADER, 0);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(HEADER, "the header of tcp6");
    TcpRows.parse(text, into, Section.TCP6);
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    return PrintedBy.inodeWidth(text, HEADER, ROW);
  }
}
