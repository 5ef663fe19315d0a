package dev.procnet.server.web;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Bounds the scrapes at one time. Each holds its answer in memory until it is taken; and none is
 * made on a thread of the web server, whose few carriers /healthz needs too.
 */
final class ScrapeThreads {

  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Semaphore places;
  private final Duration wait;
  private final AtomicLong refused = new AtomicLong();
  private final ExecutorService threads = threads();

  /**
   * @param atATime answers, those that a slow scraper has not taken yet included
   * @param wait how long a scrape waits for a place
   */
  ScrapeThreads(int atATime, Duration wait) {
    this.places = new Semaphore(atATime, true);
    this.wait = wait;
  }

  /** A place for one scrape, from its request to the last byte of its answer. */
  final class Place implements AutoCloseable {

    private Place() {}

    /** Runs it on a thread of a scrape, and waits for it. */
    <T> T make(Supplier<T> work) {
      try {
        return threads.submit(work::get).get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a scrape failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the server stops", e);
      }
    }

    @Override
    public void close() {
      places.release();
    }
  }

  /** Waits for a place; empty: there was none for a while. */
  Optional<Place> take() {
    try {
      if (places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.of(new Place());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refused.incrementAndGet();
    return Optional.empty();
  }

  /** How many found no place so far. */
  long refused() {
    return refused.get();
  }

  /** One a processor: more would not be faster. They end by themselves when nothing is scraped. */
  private static ExecutorService threads() {
    int processors = Runtime.getRuntime().availableProcessors();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            processors,
            processors,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new ThreadFactoryBuilder().setNameFormat("procnet-scrape-%d").setDaemon(true).build());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
