package dev.procnet.server.web.status;

import com.google.common.primitives.Ints;
import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.netfile.PageReader;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.IpAddress;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.UnixSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which sockets a table shows: what the fields of its form say, each of which is a parameter.
 *
 * @param problems what is wrong with a field, by its parameter
 */
record SocketFilter(
    List<Section<? extends Socket>> sections,
    Predicate<SocketView> matches,
    Map<String, String> problems) {

  static final String PROTOCOL = "protocol";
  static final String STATE = "state";
  static final String LOCAL = "local";
  static final String PEER = "peer";
  static final String PORT = "port";
  static final String UID = "uid";
  static final String TEXT = "q";

  /** What {@link #PROTOCOL} may be. */
  static final List<String> PROTOCOLS = Section.SOCKETS.stream().map(Section::name).toList();

  /** What {@link #STATE} may be. */
  static final List<String> STATES =
      Stream.concat(Arrays.stream(TcpState.values()), Arrays.stream(UnixSocket.State.values()))
          .filter(state -> state != TcpState.NONE)
          .map(state -> state.name().toLowerCase(Locale.ROOT))
          .distinct()
          .toList();

  /** What the parameters say. One that is wrong lets no socket through. */
  static SocketFilter of(Query query) {
    return new Builder(query).build();
  }

  /**
   * The sockets of a state that match, in the order of lists. Those being destroyed are left out.
   */
  List<SocketView> apply(Snapshot snapshot) {
    List<SocketView> rows = new ArrayList<>();
    Reader reader = PageReader.current();
    for (Section<? extends Socket> section : sections) {
      for (Socket socket : snapshot.table(section)) {
        SocketView row = new SocketView(socket, reader);
        if (!socket.destroying() && matches.test(row)) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static final class Builder {

    private final Query query;
    private final Map<String, String> problems = new LinkedHashMap<>();
    private Predicate<SocketView> matches = row -> true;

    Builder(Query query) {
      this.query = query;
    }

    SocketFilter build() {
      String protocol = oneOf(PROTOCOL, PROTOCOLS);
      String state = oneOf(STATE, STATES);
      if (!state.isEmpty()) {
        require(row -> row.state().equals(state));
      }
      prefix(LOCAL, SocketView::localEnd);
      prefix(PEER, SocketView::peerEnd);
      port();
      uid();
      text();
      List<Section<? extends Socket>> sections =
          Section.SOCKETS.stream()
              .filter(section -> protocol.isEmpty() || section.name().equals(protocol))
              .toList();
      return new SocketFilter(problems.isEmpty() ? sections : List.of(), matches, problems);
    }

    private void require(Predicate<SocketView> more) {
      matches = matches.and(more);
    }

    private String oneOf(String parameter, List<String> words) {
      String word = query.get(parameter);
      if (!word.isEmpty() && !words.contains(word)) {
        problem(parameter, "one of " + String.join(", ", words));
      }
      return word;
    }

    private void problem(String parameter, String expected) {
      problems.put(parameter, "is '" + query.get(parameter) + "', expected " + expected);
    }

    private interface EndOf {
      SocketView.@org.jspecify.annotations.Nullable End of(SocketView row);
    }

    private void prefix(String parameter, EndOf endOf) {
      String text = query.get(parameter);
      if (text.isEmpty()) {
        return;
      }
      int slash = text.indexOf('/');
      IpAddress address;
      try {
        address = AddressText.parse(slash < 0 ? text : text.substring(0, slash));
      } catch (ProcnetException e) {
        problem(parameter, "an address or a prefix, such as 10.0.0.1 or 2001:db8::/32");
        return;
      }
      Integer length =
          Ints.tryParse(slash < 0 ? String.valueOf(address.width()) : text.substring(slash + 1));
      if (length == null || length < 0 || length > address.width()) {
        problem(parameter, "a prefix length of 0 to " + address.width());
        return;
      }
      require(
          row -> {
            SocketView.End end = endOf.of(row);
            return end != null
                && end.address().width() == address.width()
                && end.address().isWithin(address, length);
          });
    }

    private void port() {
      String text = query.get(PORT);
      if (text.isEmpty()) {
        return;
      }
      Integer port = Ints.tryParse(text);
      if (port == null || port < 0 || port > 0xFFFF) {
        problem(PORT, "a port of 0 to 65535");
        return;
      }
      require(
          row -> {
            SocketView.End local = row.localEnd();
            SocketView.End peer = row.peerEnd();
            return (local != null && local.port() == port) || (peer != null && peer.port() == port);
          });
    }

    private void uid() {
      String text = query.get(UID);
      if (!text.isEmpty()) {
        try {
          int uid = Integer.parseUnsignedInt(text);
          require(row -> row.socket().uid() == uid);
        } catch (NumberFormatException e) {
          problem(UID, "a number of 0 to 4294967295");
        }
      }
    }

    private void text() {
      String text = query.get(TEXT).toLowerCase(Locale.ROOT);
      if (!text.isEmpty()) {
        require(
            row ->
                row.local().toLowerCase(Locale.ROOT).contains(text)
                    || row.peer().toLowerCase(Locale.ROOT).contains(text)
                    || row.inode().equals(text));
      }
    }
  }
}
