package dev.procnet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.StreamNetFileRequest;
import io.grpc.Status.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetFileStreamTest {

  private static final StreamNetFileRequest TCP =
      StreamNetFileRequest.newBuilder().setName("tcp").build();

  private final FakeServer server = FakeServer.start();
  private final ProcnetClient client = ProcnetClient.connect(server.address());

  @BeforeEach
  void putFile() {
    server.stack().file("tcp", "0123456789");
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void read_fileOfManyChunks_isEqual() {
    byte[] content = new byte[5_000_001];
    new Random(1).nextBytes(content);
    server.stack().file("big", ByteString.copyFrom(content));

    assertThat(client.introspection().read("big")).isEqualTo(ByteString.copyFrom(content));
  }

  @Test
  void streamNetFile_emptyFile_isEmptyAndNamesItsRevision() throws IOException {
    server.stack().file("tcp", "");

    NetFileReceipt receipt = client.introspection().streamNetFile(TCP, chunk -> {});

    assertThat(receipt.bytes()).isZero();
    assertThat(receipt.header().getRevision()).isEqualTo(server.stack().revision());
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_END", "WRONG_LENGTH", "WRONG_DIGEST", "UNAVAILABLE"})
  void streamNetFile_endsWrongly_namesFileAndBytes(StreamFault fault) {
    server.faults().streams(fault);

    assertThatThrownBy(() -> client.introspection().streamNetFile(TCP, chunk -> {}))
        .asInstanceOf(type(BrokenStreamException.class))
        .satisfies(
            e -> {
              assertThat(e.name()).isEqualTo("tcp");
              assertThat(e.received()).isEqualTo(10);
            })
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("tcp: ")
        .endsWith("(10 bytes received)");
  }

  @Test
  void streamNetFile_serverDies_isBroken() throws Exception {
    server.faults().streams(StreamFault.SILENCE);
    CompletableFuture<ByteString> first = new CompletableFuture<>();
    CompletableFuture<NetFileReceipt> stream =
        client.introspection().streamNetFileAsync(TCP, first::complete);
    assertThat(first.get()).isEqualTo(ByteString.copyFromUtf8("0123456789"));

    server.close();

    assertThatThrownBy(stream::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .asInstanceOf(type(BrokenStreamException.class))
        .satisfies(e -> assertThat(e.received()).isEqualTo(10))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
  }

  @Test
  void streamNetFile_nothingComes_endsAfterTheIdleTime() {
    server.faults().streams(StreamFault.SILENCE);
    try (ProcnetClient impatient = withIdle(Duration.ofMillis(500))) {
      impatient.stacks().getStack(GetStackRequest.getDefaultInstance());
      assertThatThrownBy(() -> impatient.introspection().read("tcp"))
          .isInstanceOf(BrokenStreamException.class)
          .hasMessageContaining("nothing came for 500 ms")
          .hasMessageContaining("10 bytes received");
    }
  }

  @Test
  void streamNetFile_slowSink_isNotSilence() throws IOException {
    try (ProcnetClient impatient = withIdle(Duration.ofMillis(500))) {
      // What the first connection takes is not to be measured.
      impatient.stacks().getStack(GetStackRequest.getDefaultInstance());
      NetFileReceipt receipt =
          impatient.introspection().streamNetFile(TCP, chunk -> sleep(Duration.ofMillis(1200)));

      assertThat(receipt.bytes()).isEqualTo(10);
    }
  }

  @Test
  void streamNetFile_sinkFails_throwsWhatTheSinkThrew() {
    assertThatThrownBy(
            () ->
                client
                    .introspection()
                    .streamNetFile(
                        TCP,
                        chunk -> {
                          throw new IOException("disk full");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  @Test
  void streamNetFile_unknownFile_isNotFoundWithSuggestion() {
    assertThatThrownBy(() -> client.introspection().read("tpc"))
        .asInstanceOf(type(ProcnetClientException.class))
        .satisfies(
            e -> {
              assertThat(e).isNotInstanceOf(BrokenStreamException.class);
              assertThat(e.code()).isEqualTo(Code.NOT_FOUND);
              assertThat(e.reason()).contains("NET_FILE_UNKNOWN");
              assertThat(e.metadata()).containsEntry("suggestion", "tcp");
            });
  }

  @Test
  void streamNetFile_interrupted_cancelsAndStaysInterrupted() throws Exception {
    server.faults().streams(StreamFault.SILENCE);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    AtomicLong bytes = new AtomicLong();
    Thread reader =
        new Thread(
            () -> {
              try {
                client.introspection().streamNetFile(TCP, chunk -> bytes.addAndGet(chunk.size()));
              } catch (IOException | ProcnetClientException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
              }
            });
    reader.start();
    await().until(() -> bytes.get() == 10);

    reader.interrupt();

    assertThat(interrupted.get()).isTrue();
  }

  private ProcnetClient withIdle(Duration idle) {
    Timeouts timeouts = new Timeouts(Duration.ofSeconds(10), idle, Duration.ofDays(1));
    return ProcnetClient.connect(ClientOptions.of(server.address()).withTimeouts(timeouts));
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
