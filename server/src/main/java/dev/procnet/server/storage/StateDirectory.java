package dev.procnet.server.storage;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.procnet.server.config.StateConfig;
import dev.procnet.server.stack.Checkpoints;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.StackImage;
import dev.procnet.server.stack.StackRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * A directory that stacks are kept in. A start makes them again of the base before the last and all
 * events since, read-only until it is known that all of it can be read; then it is written to. When
 * enough events have come, all stacks are written anew as the next base, by a thread of its own,
 * and what is older than the last base is forgotten.
 */
public final class StateDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);

  private final StateConfig config;
  private final EventLog events;
  private final StackRegistry stacks;
  private final ObjectMapper mapper = RowFormat.mapper();
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private final ExecutorService bases =
      Executors.newSingleThreadExecutor(
          new ThreadFactoryBuilder().setNameFormat("procnet-state-base").setDaemon(true).build());
  private @Nullable Store store;
  private Manifest manifest;
  private long sinceBase;
  private volatile long baseBytes;
  private volatile boolean writingBase;

  /**
   * One that is not read yet.
   *
   * @param events begins to keep events once all is read
   * @param stacks to be filled
   * @param freshId the server's id, where it has not kept one
   */
  public StateDirectory(StateConfig config, EventLog events, StackRegistry stacks, String freshId) {
    this.config = config;
    this.events = events;
    this.stacks = stacks;
    this.manifest = Manifest.ofNew(freshId, config.fsync());
  }

  /**
   * Makes the stacks again, and keeps what happens to them from now on.
   *
   * @return the server's id
   * @throws ProcnetException STORAGE_FAILED: it can't be read, or not be written to; it is as it
   *     was
   */
  public String open() {
    String freshId = manifest.serverId();
    try {
      Files.createDirectories(config.directory());
      long last = isNew() ? 0 : recover();
      Store opened = Store.open(config.directory());
      use.writeLock().lock();
      try {
        store = opened;
        String id = manifest.complete() ? manifest.serverId() : freshId;
        put(opened, manifest.running(id, config.fsync()));
      } finally {
        use.writeLock().unlock();
      }
      events.begin(this, last + 1);
      return manifest.serverId();
    } catch (RocksDBException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw refused(e.toString());
    } catch (ProcnetException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private ProcnetException refused(String why) {
    return ProcnetException.of(
        Reason.STORAGE_FAILED, config.directory() + ": " + why + "; nothing in it was changed");
  }

  /**
   * Without a log or a table; a server that was killed as it made the directory leaves the rest.
   */
  private boolean isNew() throws IOException {
    try (Stream<Path> files = Files.list(config.directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .noneMatch(name -> name.endsWith(".log") || name.endsWith(".sst"));
    }
  }

  private long recover() throws RocksDBException {
    long start = System.nanoTime();
    try (Store reading = Store.openReadOnly(config.directory())) {
      byte[] head = reading.manifest();
      // Without one it was made by a server that was killed before it served.
      manifest = head == null ? manifest : read(head);
      Recovery recovery = new Recovery(reading, events.format(), stacks);
      long last = recovery.run(manifest);
      LOG.info(
          "{} stacks as of event {} from {} in {} ms",
          stacks.list().size(),
          last,
          config.directory(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      return last;
    }
  }

  private Manifest read(byte[] head) {
    try {
      Manifest read = mapper.readValue(head, Manifest.class);
      if (read.format() != Manifest.FORMAT) {
        throw EventLog.failed("its format is " + read.format() + ", expected " + Manifest.FORMAT);
      }
      return read;
    } catch (JacksonException e) {
      throw EventLog.failed("its head is damaged: " + e.getMessage());
    }
  }

  private void put(Store opened, Manifest next) throws RocksDBException {
    opened.putManifest(mapper.writeValueAsBytes(next));
    manifest = next;
  }

  /** Does something with the store, which nobody closes meanwhile. */
  private void use(Action action) throws RocksDBException {
    use.readLock().lock();
    try {
      Store opened = store;
      if (opened == null) {
        throw new RocksDBException("the store is closed");
      }
      action.run(opened);
    } finally {
      use.readLock().unlock();
    }
  }

  private interface Action {
    void run(Store opened) throws RocksDBException;
  }

  void append(long first, List<byte[]> added, boolean writeThrough) throws RocksDBException {
    use(opened -> opened.append(first, added, writeThrough));
  }

  void sync() throws RocksDBException {
    use(Store::sync);
  }

  /**
   * Opens the store anew after it failed, without what it may have of events that were told as
   * lost.
   *
   * @param next the number of the first of them
   */
  void reopen(long next) throws RocksDBException {
    use.writeLock().lock();
    try {
      Store failed = store;
      store = null;
      if (failed != null) {
        failed.close();
      }
      Store opened = Store.open(config.directory());
      store = opened;
      opened.cutEvents(next);
    } finally {
      use.writeLock().unlock();
    }
  }

  /**
   * Events were kept. Only by the one thread that keeps them: so what all stacks are now is what
   * the events up to that one made them.
   */
  void written(long last, long bytes) {
    sinceBase += bytes;
    if (sinceBase > Math.max(config.logBytes(), baseBytes) && !writingBase) {
      sinceBase = 0;
      writingBase = true;
      List<StackImage> images = stacks.images();
      bases.execute(() -> writeBase(last, images));
    }
  }

  private void writeBase(long number, List<StackImage> images) {
    try {
      long bytes = 0;
      for (StackImage image : images) {
        bytes += writeStack(number, image);
      }
      Manifest next = manifest.withBase(number);
      use(
          opened -> {
            put(opened, next);
            opened.forget(next.baseBefore() + 1, next.baseBefore());
          });
      baseBytes = bytes;
      events.counts().baseWritten();
    } catch (RocksDBException | RuntimeException e) {
      // The one before and the events since are still there: it is tried again later.
      LOG.warn("the stacks can't be written anew", e);
    } finally {
      writingBase = false;
    }
  }

  private long writeStack(long number, StackImage image) throws RocksDBException {
    byte[] stack = events.format().write(image);
    use(opened -> opened.putStack(number, image.name(), stack));
    long bytes = stack.length;
    for (Checkpoints.Kept kept : image.checkpoints().all()) {
      byte[] checkpoint = events.format().write(image.name(), kept);
      use(
          opened ->
              opened.putCheckpoint(number, image.name(), kept.checkpoint().name(), checkpoint));
      bytes += checkpoint.length;
    }
    return bytes;
  }

  /** Keeps what has come, and closes. */
  public void close() {
    try {
      events.end();
      bases.shutdown();
      if (!bases.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("the stacks are still being written anew");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    use.writeLock().lock();
    try {
      Store opened = store;
      store = null;
      if (opened != null) {
        end(opened);
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private void end(Store opened) {
    try (opened) {
      put(opened, manifest.asStopped());
    } catch (RocksDBException e) {
      LOG.warn("the state directory was not closed as it should", e);
    }
  }
}
