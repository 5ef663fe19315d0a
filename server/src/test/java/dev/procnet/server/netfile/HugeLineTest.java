package dev.procnet.server.netfile;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.SnapshotBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A line of 10 MB is refused at once, wherever it is too long. */
class HugeLineTest {

  private static final int SIZE = 10 << 20;
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  static Stream<Arguments> files() {
    String unixRow = "0000000000000000: 00000002 00000000 00000000 0001 01     0 ";
    String tcpRow = "   0: 00000000:0000 00000000:0000 01 00000000:00000000 00:";
    return Stream.of(
        Arguments.of(new TcpFile(), List.of("", tcpRow)),
        Arguments.of(new Tcp6File(), List.of("", "   0: ")),
        Arguments.of(new UdpFile(), List.of("", "    0: ")),
        Arguments.of(new Udp6File(), List.of("", "    0: ")),
        Arguments.of(new UnixFile(), List.of("", unixRow)),
        Arguments.of(new NetlinkFile(), List.of("", "0000000000000000 ")),
        Arguments.of(new PacketFile(), List.of("", "0000000000000000 ")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void parse_hugeLine_isRefusedAtOnce(NetFile file, List<String> begins) {
    String header = SocketFixtures.header(file, Profile.LINUX_6_18);
    for (String begin : begins) {
      for (char filler : new char[] {'0', '9', 'A', ' ', '\n', '@', '\0'}) {
        String content = header + begin + String.valueOf(filler).repeat(SIZE);
        NetFileText text = new NetFileText(file.name(), SocketFixtures.bytes(content));
        assertTimeoutPreemptively(
            AT_ONCE,
            () ->
                assertThatExceptionOfType(NetFileException.class)
                    .isThrownBy(() -> file.parse(text, new SnapshotBuilder(Profile.LINUX_6_18))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void printedBy_hugeLine_answersAtOnce(NetFile file, List<String> begins) {
    String header = SocketFixtures.header(file, Profile.LINUX_6_18);
    ByteString content = SocketFixtures.bytes(header + begins.getLast() + " ".repeat(SIZE));

    assertTimeoutPreemptively(AT_ONCE, () -> file.printedBy(new NetFileText(file.name(), content)));
  }
}
