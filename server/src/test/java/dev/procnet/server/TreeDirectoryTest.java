package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.ByteString;
import dev.procnet.server.rpc.ImportLimits;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TreeDirectoryTest {

  @TempDir Path directory;

  @Test
  void read_directoryWithNet_isNet() throws Exception {
    write("net/tcp", "rows");
    write("net/dev_snmp6/eth0", "counters");
    write("other", "not this");

    assertThat(read(100))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "tcp", ByteString.copyFromUtf8("rows"),
                "dev_snmp6/eth0", ByteString.copyFromUtf8("counters")));
  }

  @Test
  void read_directoryWithoutNet_isItself() throws Exception {
    write("tcp", "rows");

    assertThat(read(100)).containsOnlyKeys("tcp");
  }

  @Test
  void read_links_areFollowedToFiles() throws Exception {
    write("real/tcp", "rows");
    Files.createSymbolicLink(directory.resolve("net"), Path.of("real"));
    Files.createSymbolicLink(directory.resolve("real/udp"), Path.of("tcp"));
    Files.createSymbolicLink(directory.resolve("real/gone"), Path.of("nothing"));

    assertThat(read(100)).containsOnlyKeys("tcp", "udp");
  }

  @Test
  void read_empty_isEmpty() throws Exception {
    assertThat(read(100)).isEmpty();
  }

  @Test
  void read_exactlyTheLimit_isTaken_andAByteMoreIsNot() throws Exception {
    write("a", "12345");
    write("b", "67890");

    assertThat(read(10)).hasSize(2);
    assertThatThrownBy(() -> read(9))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "--import %s: has more than 9 bytes, the most that --max-import allows", directory);
  }

  @Test
  void read_tooManyFiles_isRefused() throws Exception {
    for (int i = 0; i <= 500; i++) {
      write("net/" + i, "");
    }

    assertThatThrownBy(() -> read(1))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "--import %s: has more than 500 files, expected a copy of /proc/net", directory);
  }

  @Test
  void read_noDirectory_saysSo() throws Exception {
    write("file", "");

    assertThatThrownBy(() -> new TreeDirectory(directory.resolve("none"), limits(1)).read())
        .isInstanceOf(StartException.class)
        .hasMessage("--import %s/none: no such file or directory", directory);
    assertThatThrownBy(() -> new TreeDirectory(directory.resolve("file"), limits(1)).read())
        .isInstanceOf(StartException.class)
        .hasMessage("--import %s/file: not a directory", directory);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void read_liveProc_readsFilesThatSayTheyAreEmpty() throws Exception {
    Path dev = Path.of("/proc/net/dev");
    assumeThat(dev).exists();
    assertThat(Files.size(dev)).isZero();

    Map<String, ByteString> tree = new TreeDirectory(Path.of("/proc"), limits(1 << 28)).read();

    assertThat(tree)
        .hasEntrySatisfying(
            "dev", read -> assertThat(read.toStringUtf8()).startsWith("Inter-|").contains("lo:"));
  }

  @Test
  void read_unreadable_isLeftOutAndLogged() throws Exception {
    write("net/tcp", "rows");
    write("net/nf_conntrack", "secret");
    Path secret = directory.resolve("net/nf_conntrack");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(secret)).as("root reads everything").isFalse();

    try (LogRecorder log = new LogRecorder(TreeDirectory.class)) {
      assertThat(read(100)).containsOnlyKeys("tcp");
      assertThat(log.lines())
          .containsExactly("WARN " + secret + " is left out of the import: permission denied");
    }
  }

  @Test
  void isPermission_bothErrors_areTold() {
    assertThat(Failures.isPermission(new AccessDeniedException("f"))).isTrue();
    assertThat(Failures.isPermission(new FileSystemException("f", null, "Operation not permitted")))
        .isTrue();
    assertThat(Failures.isPermission(new IOException("Operation not permitted"))).isTrue();
    assertThat(Failures.isPermission(new IOException("Input/output error"))).isFalse();
  }

  private Map<String, ByteString> read(long maxBytes) throws StartException {
    return new TreeDirectory(directory, limits(maxBytes)).read();
  }

  private static ImportLimits limits(long maxBytes) {
    return new ImportLimits(maxBytes, 500, 1);
  }

  private void write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
