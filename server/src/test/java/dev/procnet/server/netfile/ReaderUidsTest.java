package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.Corpus.Tree;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same sockets, captured as root and from inside a user namespace that maps nobody but root
 * ({@code unshare -U -r}).
 */
class ReaderUidsTest {

  private static final Reader INSIDE =
      new Reader(new UidMap(List.of(new UidMap.Range(0, 0, 1))), false);

  private final Tree outside = Corpus.tree("linux-6.1/uids");
  private final Tree inside = Corpus.tree("linux-6.1/uids-userns");

  @ParameterizedTest
  @CsvSource({"tcp, 43", "tcp6, 7", "udp, 7", "packet, 2", "raw, 2", "icmp, 7"})
  void open_mappedReader_showsWhatTheKernelShowed(String name, int rows) {
    NetFile file =
        List.of(
                new TcpFile(),
                new Tcp6File(),
                new UdpFile(),
                new PacketFile(),
                new RawFile(),
                new IcmpFile())
            .stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    SnapshotBuilder builder = new SnapshotBuilder(Profile.LINUX_6_1);
    file.parse(new NetFileText(name, outside.masked(name)), builder);

    ByteString printed = file.open(builder.build(), INSIDE).readAll();

    assertThat(withoutTimers(printed))
        .hasSize(rows + 1)
        .isEqualTo(withoutTimers(inside.masked(name)));
  }

  /** The captures were taken one after the other, so timers went on. */
  private static List<String> withoutTimers(ByteString content) {
    return content
        .toString(ISO_8859_1)
        .lines()
        .map(row -> row.replaceFirst("(?<= 0[1-4]:)[0-9A-F]{8}(?= )", "WHEN"))
        .toList();
  }
}
