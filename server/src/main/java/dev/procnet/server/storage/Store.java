package dev.procnet.server.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The engine: RocksDB, with a key for the head, one for each event and one for each stack and each
 * checkpoint of a base. What it takes in one call is there whole or not at all after a crash; each
 * record of its log and each block of its files has a checksum, a log whose last record is cut
 * short ends before it, and anything else that is damaged is refused.
 *
 * <p>Thread-safe, but for opening and closing.
 */
final class Store implements AutoCloseable {

  private static final byte[] MANIFEST = {'m'};
  private static final byte EVENT = 'e';
  private static final byte STACK = 's';
  private static final byte CHECKPOINT = 'c';
  private static final long WRITE_BUFFER = 16L << 20;

  static {
    RocksDB.loadLibrary();
  }

  private final Options options;
  private final EngineLog log;
  private final RocksDB db;
  private final ReadOptions checked = new ReadOptions().setVerifyChecksums(true);
  private final WriteOptions through = new WriteOptions().setSync(true);
  private final WriteOptions buffered = new WriteOptions();

  private Store(Path directory, boolean readOnly) throws RocksDBException {
    log = new EngineLog();
    options =
        new Options()
            .setCreateIfMissing(!readOnly)
            .setParanoidChecks(true)
            .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
            .setAvoidFlushDuringRecovery(true)
            .setWriteBufferSize(WRITE_BUFFER)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setMaxOpenFiles(64)
            .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
            .setLogger(log);
    db =
        readOnly
            ? RocksDB.openReadOnly(options, directory.toString())
            : RocksDB.open(options, directory.toString());
  }

  /** One that changes nothing in the directory. */
  static Store openReadOnly(Path directory) throws RocksDBException {
    return new Store(directory, true);
  }

  /** One to write to; makes the directory if it is not there. */
  static Store open(Path directory) throws RocksDBException {
    return new Store(directory, false);
  }

  /** A key and what stands there. */
  interface Visitor {
    void visit(long number, byte[] value);
  }

  byte @Nullable [] manifest() throws RocksDBException {
    return db.get(checked, MANIFEST);
  }

  void putManifest(byte[] manifest) throws RocksDBException {
    db.put(through, MANIFEST, manifest);
  }

  /**
   * Adds events, all or none.
   *
   * @param first number of the first
   * @param writeThrough they survive a loss of power
   */
  void append(long first, List<byte[]> events, boolean writeThrough) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      long number = first;
      for (byte[] event : events) {
        batch.put(eventKey(number), event);
        number++;
      }
      db.write(writeThrough ? through : buffered, batch);
    }
  }

  /** Forgets the events from a number on. Written through: it tells whether the disk takes it. */
  void cutEvents(long from) throws RocksDBException {
    db.deleteRange(through, eventKey(from), eventKey(Long.MAX_VALUE));
  }

  /** Forgets all events before a number, and all bases before one. */
  void forget(long eventsBefore, long basesBefore) throws RocksDBException {
    db.deleteRange(buffered, eventKey(0), eventKey(eventsBefore));
    for (byte kind : new byte[] {STACK, CHECKPOINT}) {
      db.deleteRange(buffered, baseKey(kind, 0, ""), baseKey(kind, basesBefore, ""));
    }
  }

  void putStack(long base, String name, byte[] stack) throws RocksDBException {
    db.put(buffered, baseKey(STACK, base, name), stack);
  }

  void putCheckpoint(long base, String stack, String name, byte[] checkpoint)
      throws RocksDBException {
    // No name has a slash.
    db.put(buffered, baseKey(CHECKPOINT, base, stack + '/' + name), checkpoint);
  }

  /** Writes all through. */
  void sync() throws RocksDBException {
    db.syncWal();
  }

  /** The stacks of a base. */
  void forEachStack(long base, Visitor visitor) throws RocksDBException {
    forEach(baseKey(STACK, base, ""), baseKey(STACK, base + 1, ""), visitor);
  }

  /** The checkpoints of a base. */
  void forEachCheckpoint(long base, Visitor visitor) throws RocksDBException {
    forEach(baseKey(CHECKPOINT, base, ""), baseKey(CHECKPOINT, base + 1, ""), visitor);
  }

  /** The events from a number on, in order. */
  void forEachEvent(long from, Visitor visitor) throws RocksDBException {
    forEach(eventKey(from), eventKey(Long.MAX_VALUE), visitor);
  }

  private void forEach(byte[] from, byte[] to, Visitor visitor) throws RocksDBException {
    try (RocksIterator rows = db.newIterator(checked)) {
      rows.seek(from);
      while (rows.isValid() && java.util.Arrays.compareUnsigned(rows.key(), to) < 0) {
        visitor.visit(ByteBuffer.wrap(rows.key(), 1, Long.BYTES).getLong(), rows.value());
        rows.next();
      }
      rows.status();
    }
  }

  private static byte[] eventKey(long number) {
    return ByteBuffer.allocate(1 + Long.BYTES).put(EVENT).putLong(number).array();
  }

  private static byte[] baseKey(byte kind, long base, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(1 + Long.BYTES + bytes.length)
        .put(kind)
        .putLong(base)
        .put(bytes)
        .array();
  }

  @Override
  public void close() {
    db.close();
    checked.close();
    through.close();
    buffered.close();
    options.close();
    log.close();
  }
}
