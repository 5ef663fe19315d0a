package dev.procnet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.ExportStackRequest;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

  @TempDir private Path directory;
  private final FakeServer server = FakeServer.start();
  private final ProcnetClient client = ProcnetClient.connect(server.address());

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void exportTo_newDirectory_hasTheFilesAndNothingElse() throws IOException {
    server.stack().file("tcp", "t").file("dev_snmp6/eth0", "d").file("empty", "");

    ExportReceipt receipt = export(directory.resolve("new/net"));

    assertThat(receipt.files()).isEqualTo(3);
    assertThat(receipt.bytes()).isEqualTo(2);
    assertThat(tree())
        .containsExactly("new/net/dev_snmp6/eth0=d", "new/net/empty=", "new/net/tcp=t");
  }

  @Test
  void exportTo_directoryWithFiles_replacesThemAndLeavesOthers() throws IOException {
    put("net/tcp", "old");
    put("net/mine", "mine");
    server.stack().file("tcp", "new");

    export(directory.resolve("net"));

    assertThat(tree()).containsExactly("net/mine=mine", "net/tcp=new");
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_END", "WRONG_LENGTH", "WRONG_DIGEST", "UNAVAILABLE"})
  void exportTo_streamEndsWrongly_leavesTheDirectoryUntouched(StreamFault fault)
      throws IOException {
    put("net/tcp", "old");
    server.stack().file("tcp", "new").file("udp", "new");
    server.faults().streams(fault);

    assertThatThrownBy(() -> export(directory.resolve("net")))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessageContaining("6 bytes received");
    assertThat(tree()).containsExactly("net/tcp=old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "/evil", "a//b", ".", "a/../b", "", "a\0b"})
  void exportTo_nameThatLeavesTheDirectory_isRefused(String name) throws IOException {
    server.stack().file(name, "evil");

    assertThatThrownBy(() -> export(directory.resolve("net")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("net file '" + name + "'");
    assertThat(tree()).isEmpty();
  }

  @Test
  void exportTo_linkThatLeavesTheDirectory_isRefusedBeforeAnythingIsReplaced() throws IOException {
    put("net/aaa", "old");
    Files.createDirectory(directory.resolve("outside"));
    Files.createSymbolicLink(directory.resolve("net/dev_snmp6"), directory.resolve("outside"));
    server.stack().file("aaa", "new").file("dev_snmp6/eth0", "d");

    assertThatThrownBy(() -> export(directory.resolve("net")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("leads out of");
    assertThat(tree()).containsExactly("net/aaa=old");
  }

  @Test
  void exportTo_directoryInAFilesPlace_isRefusedBeforeAnythingIsReplaced() throws IOException {
    put("net/aaa", "old");
    Files.createDirectory(directory.resolve("net/tcp"));
    server.stack().file("aaa", "new").file("tcp", "t");

    assertThatThrownBy(() -> export(directory.resolve("net")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("a directory is where a file belongs");
    assertThat(tree()).containsExactly("net/aaa=old");
  }

  @Test
  void publish_equalFile_isNotTouched() throws IOException {
    put("net/tcp", "same");
    Object before = Files.getAttribute(directory.resolve("net/tcp"), "unix:ino");
    server.stack().file("tcp", "same");

    export(directory.resolve("net"));

    assertThat(Files.getAttribute(directory.resolve("net/tcp"), "unix:ino")).isEqualTo(before);
  }

  @Test
  void of_treeBeingExportedTo_leavesTheStagedFilesOut() throws IOException {
    put("net/tcp", "t");
    put("net/.procnet-1/udp", "staged");

    assertThat(ProcTree.of(directory, warning -> {}).files())
        .extracting(ProcTree.NetFilePath::name)
        .containsExactly("tcp");
  }

  private ExportReceipt export(Path net) throws IOException {
    return client.transfer().exportTo(ExportStackRequest.getDefaultInstance(), net);
  }

  private void put(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, UTF_8);
  }

  private List<String> tree() throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file) + "=" + read(file))
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
