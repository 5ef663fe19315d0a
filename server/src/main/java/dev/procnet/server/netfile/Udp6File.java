package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code udp6}: UDP sockets over IPv6, IPv4-mapped ones included. net/ipv6/udp.c udp6_seq_show.
 *
 * <p>gVisor prints a header only, which is that of {@code tcp6}; rows are here as its {@code udp}
 * has them.
 */
final class Udp6File implements NetFile {

  private static final byte[] HEADER =
      ("  sl  local_address                         remote_address                        st"
              + " tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n")
          .getBytes(US_ASCII);

  @Override
  public String name() {
    return "udp6";
  }

  @Override
  public String summary() {
    return "UDP sockets over IPv6";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.UDP6);
  }

  @Override
  public boolean ipv6Only() {
    return true;
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return UdpRows.open(snapshot, Section.UDP6, reader, header(snapshot.profile()), 0);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(header(into.profile()), "the header of udp6");
    UdpRows.parse(text, into, Section.UDP6);
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    return PrintedBy.header(text, HEADER, Tcp6File.HEADER);
  }

  private static byte[] header(Profile profile) {
    return profile.isLinux() ? HEADER : Tcp6File.HEADER;
  }
}
