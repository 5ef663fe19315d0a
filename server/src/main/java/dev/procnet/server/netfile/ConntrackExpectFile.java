package dev.procnet.server.netfile;

import dev.procnet.server.stack.ConnectionTuple;
import dev.procnet.server.stack.ConnectionTuple.Transport;
import dev.procnet.server.stack.ConnectionTuple.Unknown;
import dev.procnet.server.stack.ConntrackProtocol;
import dev.procnet.server.stack.Expectation;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code nf_conntrack_expect}: connections that helpers expect. No header.
 * net/netfilter/nf_conntrack_expect.c exp_seq_show.
 */
final class ConntrackExpectFile implements NetFile {

  private static final byte[] NO_HEADER = {};

  @Override
  public String name() {
    return "nf_conntrack_expect";
  }

  @Override
  public String summary() {
    return "connections that connection tracking expects";
  }

  @Override
  public Set<Section<?>> sections() {
    return Set.of(Section.EXPECTATIONS);
  }

  @Override
  public Rows open(Snapshot snapshot, Reader reader) {
    return Rows.of(
        NO_HEADER,
        snapshot.table(Section.EXPECTATIONS),
        row -> true,
        (row, out) -> write(row, reader, out));
  }

  private static void write(Expectation row, Reader reader, RowBuffer out) {
    if (row.timeout() == null) {
      out.put("- ");
    } else {
      out.signed(row.timeout()).put(' ');
    }
    out.put("l3proto = ").unsigned(row.tuple().isIpv6() ? 10 : 2);
    out.put(" proto=").unsigned(row.protocol()).put(' ');
    ConnectionTuples.write(out, row.tuple(), reader);
    String flags = flags(row);
    out.put(flags);
    if (!flags.isEmpty() && !row.helper().isEmpty()) {
      out.put(' ');
    }
    out.put(row.helper()).put('\n');
  }

  private static String flags(Expectation row) {
    StringBuilder flags = new StringBuilder();
    addFlag(flags, row.permanent(), "PERMANENT");
    addFlag(flags, row.inactive(), "INACTIVE");
    addFlag(flags, row.userspace(), "USERSPACE");
    return flags.toString();
  }

  private static void addFlag(StringBuilder flags, boolean set, String name) {
    if (set) {
      flags.append(flags.isEmpty() ? "" : ",").append(name);
    }
  }

  @Override
  public void parse(NetFileText text, SnapshotBuilder into) {
    while (!text.atEnd()) {
      into.add(Section.EXPECTATIONS, parseRow(text));
    }
  }

  private static Expectation parseRow(NetFileText text) {
    int start = text.position();
    Long timeout = parseTimeout(text);
    text.expect("l3proto = ");
    boolean ipv6 = parseFamily(text);
    text.expect("proto=");
    int protocol = (int) text.unsigned("the number of a protocol", 0xFF);
    text.expect(" ");
    ConnectionTuple tuple = ConnectionTuples.parse(text, ipv6, transport(protocol));
    boolean permanent = parseFlag(text, "PERMANENT", false);
    boolean inactive = parseFlag(text, "INACTIVE", permanent);
    boolean userspace = parseFlag(text, "USERSPACE", permanent || inactive);
    if (permanent || inactive || userspace) {
      text.skip(" ");
    }
    String helper = parseHelper(text);
    return text.check(
        start,
        () -> new Expectation(timeout, protocol, tuple, permanent, inactive, userspace, helper));
  }

  private static @Nullable Long parseTimeout(NetFileText text) {
    if (text.skip("- ")) {
      return null;
    }
    long timeout = text.signed("a time to expiry", Long.MIN_VALUE, Long.MAX_VALUE);
    text.expect(" ");
    return timeout;
  }

  private static boolean parseFamily(NetFileText text) {
    if (text.skip("2 ")) {
      return false;
    }
    if (text.skip("10 ")) {
      return true;
    }
    throw text.fail("a family of 2 or 10");
  }

  /** Helpers are of protocols that the kernel knows. */
  private static Class<? extends Transport> transport(int protocol) {
    ConntrackProtocol known = ConntrackProtocol.of(protocol);
    return known == null ? Unknown.class : known.transport();
  }

  /** Reads a flag, behind a comma if it is not the first. */
  private static boolean parseFlag(NetFileText text, String flag, boolean behindAnother) {
    return text.skip(behindAnother ? "," + flag : flag);
  }

  private static String parseHelper(NetFileText text) {
    int start = text.position();
    while (!text.atLineEnd()) {
      text.moveTo(text.position() + 1);
    }
    String helper = text.slice(start, text.position()).toString(StandardCharsets.ISO_8859_1);
    text.endLine();
    return helper;
  }
}
