package dev.procnet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.ImportStackRequest;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {

  private static final int MIB = 1 << 20;

  @TempDir private Path directory;
  private final List<String> skipped = new ArrayList<>();
  private final FakeServer server = FakeServer.start();
  private final ProcnetClient client = ProcnetClient.connect(server.address());

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void importStack_treeInNet_takesFilesOfSubdirectoriesToo() throws IOException {
    put("net/tcp", "t");
    put("net/dev_snmp6/eth0", "d");
    put("net/empty", "");
    put("version", "not a net file");

    ImportStackResponse response = importTree(directory);

    assertThat(response.getFilesList())
        .extracting(f -> f.getName())
        .containsExactly("dev_snmp6/eth0", "empty", "tcp");
    assertThat(server.stack().files(0))
        .containsEntry("tcp", ByteString.copyFromUtf8("t"))
        .containsEntry("empty", ByteString.EMPTY);
    assertThat(skipped).isEmpty();
  }

  @Test
  void importStack_noNet_takesTheDirectoryItself() throws IOException {
    put("tcp", "t");

    importTree(directory);

    assertThat(server.stack().files(0)).containsOnlyKeys("tcp");
  }

  @Test
  void importStack_directoryIsALink_isFollowed() throws IOException {
    put("real/tcp", "t");
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));

    importTree(link);

    assertThat(server.stack().files(0)).containsOnlyKeys("tcp");
  }

  @Test
  void importStack_ownProcNet_comesAsTheKernelPrintsIt() throws IOException {
    importTree(Path.of("/proc"));

    assertThat(server.stack().files(0))
        .containsEntry(
            "psched", ByteString.copyFrom(Files.readAllBytes(Path.of("/proc/net/psched"))));
  }

  @Test
  void of_linkOutOfTheTree_isRefusedNamingIt() throws IOException {
    put("secret", "s");
    put("tree/net/tcp", "t");
    Files.createSymbolicLink(directory.resolve("tree/net/udp"), directory.resolve("secret"));

    assertThatThrownBy(() -> ProcTree.of(directory.resolve("tree"), skipped::add))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("udp")
        .hasMessageContaining("leads out of");
  }

  @Test
  void of_linkWithinTheTree_isAFile() throws IOException {
    put("net/tcp", "t");
    Files.createSymbolicLink(directory.resolve("net/udp"), Path.of("tcp"));

    assertThat(ProcTree.of(directory, skipped::add).files())
        .extracting(ProcTree.NetFilePath::name)
        .containsExactly("tcp", "udp");
  }

  @Test
  void of_noDirectory_isNotFound() {
    assertThatThrownBy(() -> ProcTree.of(directory.resolve("nowhere"), skipped::add))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void chunks_fileGoneMeanwhile_isLeftOutAndTold() throws IOException {
    put("net/tcp", "t");
    Path gone = put("net/udp", "u");
    ProcTree tree = ProcTree.of(directory, skipped::add);
    Files.delete(gone);

    client.transfer().importStack(ImportStart.getDefaultInstance(), tree.chunks(skipped::add));

    assertThat(server.stack().files(0)).containsOnlyKeys("tcp");
    assertThat(skipped).singleElement().asString().contains("udp").contains("gone meanwhile");
  }

  @Test
  void importStack_sourceFails_appliesNothing() {
    assertThatThrownBy(
            () ->
                client
                    .transfer()
                    .importStack(
                        ImportStart.getDefaultInstance(),
                        () -> {
                          throw new IOException("tcp: input/output error");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("tcp: input/output error");
    assertThat(server.imports()).isEmpty();
  }

  @Test
  void importStack_badFile_namesEveryPlace() throws IOException {
    put("net/tcp", "bad");

    assertThatThrownBy(() -> importTree(directory))
        .asInstanceOf(type(ProcnetClientException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT))
        .satisfies(
            e ->
                assertThat(e.violations())
                    .extracting(FieldViolation::field)
                    .containsExactly("tcp:1:1", "udp:3:7"));
  }

  @Test
  void importStack_unavailableAtFirst_isSentAgainWithTheSameRequestId() throws IOException {
    server
        .faults()
        .fail("ImportStack", Status.UNAVAILABLE.withDescription("not now").asRuntimeException());
    put("net/tcp", "t");

    importTree(directory);

    assertThat(server.requests(ImportStackRequest.class))
        .filteredOn(ImportStackRequest::hasStart)
        .extracting(r -> r.getStart().getRequestId())
        .hasSize(2)
        .doesNotContain("")
        .containsOnly(server.imports().get(0).getRequestId());
  }

  @Test
  void importStack_64MebibytesInOneFile_comesWhole() throws IOException {
    AtomicInteger chunks = new AtomicInteger();

    ImportStackResponse response =
        client.transfer().importStack(ImportStart.getDefaultInstance(), zeros(64 * MIB, chunks));

    assertThat(response.getFiles(0).getBytes()).isEqualTo(64 * MIB);
  }

  @Test
  void importStack_serverDoesNotRead_sendsNoFurtherThanBuffersReach() throws Exception {
    server.stallImports();
    AtomicInteger chunks = new AtomicInteger();

    CompletableFuture<ImportStackResponse> importing =
        client
            .transfer()
            .importStackAsync(ImportStart.getDefaultInstance(), zeros(64 * MIB, chunks));
    await().until(() -> chunks.get() > 0);
    int before;
    do {
      before = chunks.get();
      Thread.sleep(300);
    } while (before != chunks.get());
    importing.cancel(true);

    assertThat(before * (256 << 10)).isLessThan(4 * MIB);
  }

  @Test
  void importStack_serverDoesNotRead_endsAfterTheIdleTime() {
    server.stallImports();
    Timeouts timeouts =
        new Timeouts(Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofDays(1));
    try (ProcnetClient impatient =
        ProcnetClient.connect(ClientOptions.of(server.address()).withTimeouts(timeouts))) {
      assertThatThrownBy(
              () ->
                  impatient
                      .transfer()
                      .importStack(
                          ImportStart.getDefaultInstance(), zeros(64 * MIB, new AtomicInteger())))
          .asInstanceOf(type(ProcnetClientException.class))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.DEADLINE_EXCEEDED));
    }
  }

  @Test
  void treeDigest_sameBytesOtherwiseCut_isEqual() throws IOException {
    assertThat(TreeDigest.of(source(chunk("a", "12"), chunk("a", "3"))))
        .isEqualTo(TreeDigest.of(source(chunk("a", "1"), chunk("a", "23"))));
  }

  @Test
  void treeDigest_bytesOfAnotherFile_differs() throws IOException {
    assertThat(TreeDigest.of(source(chunk("a", "12"), chunk("b", "3"))))
        .isNotEqualTo(TreeDigest.of(source(chunk("a", "1"), chunk("b", "23"))))
        .isNotEqualTo(TreeDigest.of(source(chunk("a", "12"), chunk("c", "3"))));
  }

  private ImportStackResponse importTree(Path tree) throws IOException {
    return client
        .transfer()
        .importStack(
            ImportStart.getDefaultInstance(), ProcTree.of(tree, skipped::add).chunks(skipped::add));
  }

  private Path put(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content, UTF_8);
  }

  private static FileChunk chunk(String name, String content) {
    return FileChunk.newBuilder()
        .setName(name)
        .setContent(ByteString.copyFromUtf8(content))
        .build();
  }

  private static ChunkSource source(FileChunk... chunks) {
    var left = List.of(chunks).iterator();
    return () -> left.hasNext() ? left.next() : null;
  }

  /** A file of so many bytes; counts the chunks that were asked for. */
  private static ChunkSource zeros(int bytes, AtomicInteger chunks) {
    FileChunk chunk =
        FileChunk.newBuilder()
            .setName("big")
            .setContent(ByteString.copyFrom(new byte[256 << 10]))
            .build();
    return () -> chunks.getAndIncrement() < bytes / chunk.getContent().size() ? chunk : null;
  }
}
