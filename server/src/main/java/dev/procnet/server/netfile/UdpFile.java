package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/** {@code udp}: UDP sockets over IPv4. net/ipv4/udp.c udp4_seq_show. */
final class UdpFile implements NetFile {

  /** Linux pads header and rows to it, gVisor the header only. */
  private static final int WIDTH = 127;

  private static final String COLUMNS =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops";

  private static final byte[] HEADER = header(" " + COLUMNS);
  private static final byte[] GVISOR_HEADER = header(COLUMNS);

  private static byte[] header(String columns) {
    return ("%-" + WIDTH + "s\n").formatted(columns).getBytes(US_ASCII);
  }

  @Override
  public String name() {
    return "udp";
  }

  @Override
  public String summary() {
    return "UDP sockets over IPv4";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.UDP);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    boolean linux = snapshot.profile().isLinux();
    byte[] header = header(snapshot.profile());
    return UdpRows.open(snapshot, Section.UDP, reader, header, linux ? WIDTH : 0);
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(header(into.profile()), "the header of udp");
    UdpRows.parse(text, into, Section.UDP);
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    return PrintedBy.header(text, HEADER, GVISOR_HEADER);
  }

  private static byte[] header(Profile profile) {
    return profile.isLinux() ? HEADER : GVISOR_HEADER;
  }
}
