package dev.procnet.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScrapeThreadsTest {

  private final ScrapeThreads threads = new ScrapeThreads(1, Duration.ofMillis(20));

  @Test
  void take_whileAllPlacesAreTaken_isRefusedAndCounted() {
    try (ScrapeThreads.Place place = threads.take().orElseThrow()) {
      assertThat(place.make(() -> "made")).isEqualTo("made");
      assertThat(threads.take()).isEmpty();
    }

    assertThat(threads.refused()).isEqualTo(1);
  }

  @Test
  void take_afterAPlaceWasGivenBack_isGranted() {
    threads.take().orElseThrow().close();

    assertThat(threads.take()).isPresent();
    assertThat(threads.refused()).isZero();
  }

  @Test
  void make_isDoneOnAThreadOfScrapes() {
    try (ScrapeThreads.Place place = threads.take().orElseThrow()) {
      assertThat(place.make(() -> Thread.currentThread().getName())).startsWith("procnet-scrape-");
    }
  }

  @Test
  void make_thatFails_throwsItsCause() {
    try (ScrapeThreads.Place place = threads.take().orElseThrow()) {
      assertThatThrownBy(
              () ->
                  place.make(
                      () -> {
                        throw new ArithmeticException("odd");
                      }))
          .hasRootCauseMessage("odd");
    }
  }
}
