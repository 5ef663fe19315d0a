package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.NetlinkSocket;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.Set;

/**
 * {@code netlink}: netlink sockets. net/netlink/af_netlink.c netlink_native_seq_show.
 *
 * <p>gVisor prints a header only, another one; rows are here as Linux has them.
 */
final class NetlinkFile implements NetFile {

  private static final byte[] HEADER =
      "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n"
          .getBytes(US_ASCII);

  private static final byte[] GVISOR_HEADER =
      "sk       Eth Pid    Groups   Rmem     Wmem     Dump     Locks     Drops     Inode\n"
          .getBytes(US_ASCII);

  @Override
  public String name() {
    return "netlink";
  }

  @Override
  public String summary() {
    return "netlink sockets";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.NETLINK);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        header(snapshot.profile()),
        snapshot.table(Section.NETLINK),
        socket -> !socket.destroying(),
        NetlinkFile::write);
  }

  private static void write(NetlinkSocket socket, RowBuffer out) {
    out.pointer().put(' ').unsignedLeft(socket.protocol(), 3).put(' ');
    out.unsignedLeft(socket.portId() & 0xFFFFFFFFL, 10).put(' ');
    out.hex8Lower(socket.groups()).put(' ');
    out.signedLeft(socket.rxQueue(), 8).put(' ').signedLeft(socket.txQueue(), 8).put(' ');
    out.unsignedLeft(socket.dumping() ? 1 : 0, 5).put(' ');
    out.signedLeft(socket.referenceCount(), 8).put(' ');
    out.unsignedLeft(socket.drops() & 0xFFFFFFFFL, 8).put(' ');
    out.unsignedLeft(socket.inode(), 8).put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(header(into.profile()), "the header of netlink");
    while (!text.atEnd()) {
      into.add(Section.NETLINK, parseRow(text, into.takeIds(1)));
    }
  }

  private static NetlinkSocket parseRow(NetFileText text, long id) {
    int start = text.position();
    text.pointer();
    text.blanks();
    int protocol = (int) text.unsigned("a protocol", 31);
    text.blanks();
    int portId = text.unsigned32("a port id");
    text.blanks();
    int groups = (int) text.hex("groups", 8, 8);
    text.blanks();
    int rxQueue = text.signed32("receive memory");
    text.blanks();
    int txQueue = text.signed32("send memory");
    text.blanks();
    boolean dumping = text.unsigned("whether a dump runs", 1) == 1;
    text.blanks();
    int references = text.signed32("a reference count");
    text.blanks();
    int drops = text.unsigned32("drops");
    text.blanks();
    long inode = text.unsigned64("an inode");
    text.endLine();
    return text.check(
        start,
        () ->
            new NetlinkSocket(
                id,
                inode,
                0,
                references,
                false,
                0,
                protocol,
                portId,
                groups,
                rxQueue,
                txQueue,
                dumping,
                drops));
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    return PrintedBy.header(text, HEADER, GVISOR_HEADER);
  }

  private static byte[] header(Profile profile) {
    return profile.isLinux() ? HEADER : GVISOR_HEADER;
  }
}
