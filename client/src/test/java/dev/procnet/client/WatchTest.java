package dev.procnet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.procnet.client.fake.FakeServer;
import dev.procnet.client.fake.Faults.StreamFault;
import dev.procnet.v1.WatchStackRequest;
import io.grpc.Status.Code;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

  private final FakeServer server = FakeServer.start();
  private final ProcnetClient client = ProcnetClient.connect(server.address());

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void next_revisions_comeInOrder() {
    try (Watch watch = open(client)) {
      assertThat(watch.next().hasBookmark()).isTrue();
      server.stack().file("a", "1").file("b", "2");

      assertThat(watch.next().getHeader().getRevision()).isEqualTo(2);
      assertThat(watch.next().getHeader().getRevision()).isEqualTo(3);
    }
  }

  @Test
  void next_nothingInTime_isEmpty() {
    try (Watch watch = open(client)) {
      watch.next();

      assertThat(watch.next(Duration.ofMillis(50))).isEmpty();
    }
  }

  @Test
  void next_tooSlow_saysSoAndStaysEnded() {
    try (Watch watch = open(client)) {
      watch.next();
      server.faults().streams(StreamFault.UNAVAILABLE);

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(watch::next)
            .asInstanceOf(type(ProcnetClientException.class))
            .satisfies(e -> assertThat(e.reason()).contains("WATCHER_TOO_SLOW"))
            .satisfies(e -> assertThat(e.metadata()).containsEntry("last_sent_revision", "1"));
      }
    }
  }

  @Test
  void next_serverDies_isUnavailable() {
    try (Watch watch = open(client)) {
      watch.next();
      server.close();

      assertThatThrownBy(watch::next)
          .asInstanceOf(type(ProcnetClientException.class))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
    }
  }

  @Test
  void next_deadlineOfTheCallPasses_goesOnAfterTheLastRevision() {
    Timeouts timeouts =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMillis(300));
    try (ProcnetClient brief =
            ProcnetClient.connect(ClientOptions.of(server.address()).withTimeouts(timeouts));
        Watch watch = open(brief)) {
      watch.next();
      server.stack().file("a", "1");
      assertThat(watch.next().getHeader().getRevision()).isEqualTo(2);

      assertThat(watch.next().hasBookmark()).isTrue(); // of the second call
      server.stack().file("b", "2");
      assertThat(watch.next().getHeader().getRevision()).isEqualTo(3);
    }
    assertThat(server.requests(WatchStackRequest.class).get(1).getAfterRevision()).isEqualTo(2);
  }

  @Test
  void watchStack_noInterval_asksForBookmarks() {
    try (Watch watch = open(client)) {
      watch.next();
    }

    assertThat(server.requests(WatchStackRequest.class).get(0).getBookmarkInterval().getSeconds())
        .isEqualTo(10);
  }

  private static Watch open(ProcnetClient client) {
    return client.introspection().watchStack(WatchStackRequest.getDefaultInstance());
  }
}
