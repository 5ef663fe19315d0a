package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {

  private static final List<String> ADDRESSES = List.of("127.0.0.1:7461");
  private static final String READY = "READY=1\nSTATUS=serving [127.0.0.1:7461]";
  private static final String STOPPING = "STOPPING=1\nSTATUS=drains";

  @TempDir private Path directory;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final AtomicBoolean serving = new AtomicBoolean(true);

  @AfterEach
  void stopTimer() {
    timer.shutdownNow();
  }

  @Test
  void startAndStop_areTold() {
    String socket = directory.resolve("notify").toString();
    try (FakeServiceManager fake = new FakeServiceManager(socket)) {
      ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", socket), Runnable::run);
      manager.start(ADDRESSES);
      manager.stop();

      await().untilAsserted(() -> assertThat(fake.messages()).containsExactly(READY, STOPPING));
    }
  }

  @Test
  void socketWithoutAFile_isToldToo() {
    String socket = "@procnet-test-" + ProcessHandle.current().pid();
    try (FakeServiceManager fake = new FakeServiceManager(socket)) {
      ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", socket), Runnable::run);
      manager.start(ADDRESSES);
      manager.stop();

      await().untilAsserted(() -> assertThat(fake.messages()).containsExactly(READY, STOPPING));
    }
  }

  @Test
  void watchdog_isFedOnlyWhileAllIsAliveAndServes() {
    String socket = directory.resolve("notify").toString();
    Queue<Runnable> checks = new ConcurrentLinkedQueue<>();
    try (FakeServiceManager fake = new FakeServiceManager(socket)) {
      ServiceManager manager =
          manager(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "20000"), checks::add);
      manager.start(ADDRESSES);
      // Checks that do not come back are hung threads.
      await().until(() -> checks.size() > 3);
      assertThat(fake.messages()).containsExactly(READY);

      new ArrayDeque<>(checks).forEach(Runnable::run);
      await().until(() -> fake.messages().contains("WATCHDOG=1"));
      serving.set(false);
      int fed = fake.messages().size();
      checks.forEach(Runnable::run);
      manager.stop();

      await().until(() -> fake.messages().contains(STOPPING));
      assertThat(fake.messages()).hasSizeLessThanOrEqualTo(fed + 3);
    }
  }

  @Test
  void watchdog_ofAnotherProcess_isNotFed() throws Exception {
    String socket = directory.resolve("notify").toString();
    try (FakeServiceManager fake = new FakeServiceManager(socket)) {
      ServiceManager manager =
          manager(
              Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "20000", "WATCHDOG_PID", "1"),
              Runnable::run);
      manager.start(ADDRESSES);
      Thread.sleep(Duration.ofMillis(100));
      manager.stop();

      await().untilAsserted(() -> assertThat(fake.messages()).containsExactly(READY, STOPPING));
    }
  }

  @Test
  void noSocket_nothingIsDone() {
    ServiceManager manager = manager(Map.of("WATCHDOG_USEC", "20000"), Runnable::run);

    manager.start(ADDRESSES);

    assertThat(timer.getTaskCount()).isZero();
    manager.stop();
  }

  @Test
  void socketThatIsGone_isLogged() {
    String socket = directory.resolve("gone").toString();
    try (LogRecorder log = new LogRecorder(ServiceManager.class)) {
      ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", socket), Runnable::run);
      manager.start(ADDRESSES);

      await().untilAsserted(() -> assertThat(log.lines()).anyMatch(line -> line.contains(socket)));
      manager.stop();
    }
  }

  private ServiceManager manager(Map<String, String> environment, Consumer<Runnable> whenAlive) {
    return new ServiceManager(environment, timer, serving::get, whenAlive);
  }
}
