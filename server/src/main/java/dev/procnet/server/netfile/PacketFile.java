package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.procnet.server.stack.PacketSocket;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import dev.procnet.server.stack.SocketType;
import java.util.Set;

/**
 * {@code packet}: packet sockets, the oldest first. net/packet/af_packet.c packet_seq_show.
 *
 * <p>gVisor prints a header only, another one; rows are here as Linux has them.
 */
final class PacketFile implements NetFile {

  private static final byte[] HEADER =
      "sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n".getBytes(US_ASCII);

  private static final byte[] GVISOR_HEADER =
      "sk       RefCnt Type Proto  Iface R Rmem   User   Inode\n".getBytes(US_ASCII);

  private static final Set<SocketType> TYPES =
      Set.of(SocketType.DGRAM, SocketType.RAW, SocketType.PACKET);

  @Override
  public String name() {
    return "packet";
  }

  @Override
  public String summary() {
    return "packet sockets";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.PACKET);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        header(snapshot.profile()),
        snapshot.table(Section.PACKET),
        socket -> !socket.destroying(),
        (socket, out) -> write(socket, out, reader.uidMap()));
  }

  private static void write(PacketSocket socket, RowBuffer out, UidMap uidMap) {
    out.pointer().put(' ').signedLeft(socket.referenceCount(), 6).put(' ');
    out.unsignedLeft(socket.type().number(), 4).put(' ');
    out.hexLower(socket.protocol(), 4).put("   ");
    out.unsignedLeft(socket.interfaceIndex(), 5).put(' ');
    out.unsigned(socket.running() ? 1 : 0).put(' ');
    out.unsignedLeft(socket.rxQueue() & 0xFFFFFFFFL, 6).put(' ');
    out.unsignedLeft(uidMap.inside(socket.uid()) & 0xFFFFFFFFL, 6).put(' ');
    out.unsignedLeft(socket.inode(), 6).put('\n');
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    text.expect(header(into.profile()), "the header of packet");
    while (!text.atEnd()) {
      into.add(Section.PACKET, parseRow(text, into.takeIds(1)));
    }
  }

  private static PacketSocket parseRow(NetFileText text, long id) {
    int start = text.position();
    text.pointer();
    text.blanks();
    int references = text.signed32("a reference count");
    text.blanks();
    SocketType type = parseType(text);
    text.blanks();
    int protocol = (int) text.hex("a protocol", 4, 4);
    text.blanks();
    int interfaceIndex = (int) text.unsigned("an interface index", Integer.MAX_VALUE);
    text.blanks();
    boolean running = text.unsigned("whether it runs", 1) == 1;
    text.blanks();
    int rxQueue = text.unsigned32("receive memory");
    text.blanks();
    int uid = text.unsigned32("a uid");
    text.blanks();
    long inode = text.unsigned64("an inode");
    text.endLine();
    return text.check(
        start,
        () ->
            new PacketSocket(
                id,
                inode,
                uid,
                references,
                false,
                0,
                type,
                protocol,
                interfaceIndex,
                running,
                rxQueue));
  }

  private static SocketType parseType(NetFileText text) {
    int start = text.position();
    SocketType type = SocketType.of(text.unsigned32("a type"));
    if (type == null || !TYPES.contains(type)) {
      throw text.failAt(start, "a type of 2, 3 or 10");
    }
    return type;
  }

  @Override
  public Set<Profile> printedBy(NetFileText text) {
    return PrintedBy.header(text, HEADER, GVISOR_HEADER);
  }

  private static byte[] header(Profile profile) {
    return profile.isLinux() ? HEADER : GVISOR_HEADER;
  }
}
