package dev.procnet.server.rpc;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.v1.FileChunk;
import dev.procnet.v1.ImportCommit;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** The files of an import as they come in, bounded in number and size. */
final class TreeUpload {

  private static final int MAX_NAME_BYTES = 255;
  private static final int MAX_CHUNK_BYTES = 1024 * 1024;

  private final ImportLimits limits;
  private final Map<String, ByteString> files = new LinkedHashMap<>();
  private final CRC32C sum = new CRC32C();
  // What tells this upload from another one of the same caller: which bytes, and where files begin.
  private final Hasher identity = Hashing.murmur3_128().newHasher();
  private String name = "";
  private ByteString.Output content = ByteString.newOutput();
  private long bytes;

  TreeUpload(ImportLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes a chunk.
   *
   * @throws ProcnetException FIELD_INVALID, IMPORT_SEQUENCE_INVALID, QUOTA_EXCEEDED
   */
  void add(FileChunk chunk) {
    if (!chunk.getName().equals(name) || files.isEmpty()) {
      beginFile(chunk.getName());
    }
    int size = chunk.getContent().size();
    if (size > MAX_CHUNK_BYTES) {
      throw ProcnetException.field(
          "chunk.content", "has " + size + " bytes, expected at most " + MAX_CHUNK_BYTES);
    }
    bytes += size;
    if (bytes > limits.bytes()) {
      throw quota("import_bytes", limits.bytes(), bytes);
    }
    sum.update(chunk.getContent().asReadOnlyByteBuffer());
    append(chunk.getContent());
  }

  private void append(ByteString chunk) {
    identity.putBytes(chunk.asReadOnlyByteBuffer());
    try {
      chunk.writeTo(content);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("memory takes what it is given", e);
    }
  }

  private void beginFile(String next) {
    checkName(next);
    endFile();
    if (files.containsKey(next)) {
      throw ProcnetException.of(
          Reason.IMPORT_SEQUENCE_INVALID,
          "a chunk of "
              + Violations.quote(next)
              + " comes after those of another file, expected all of a file one after another",
          "expected",
          "a chunk of a new file",
          "actual",
          "a chunk of " + next);
    }
    if (files.size() == limits.files()) {
      throw quota("import_files", limits.files(), files.size() + 1L);
    }
    identity.putChar('\0').putString(next, StandardCharsets.UTF_8).putChar('\0');
    name = next;
    files.put(next, ByteString.EMPTY);
  }

  private void endFile() {
    if (!files.isEmpty()) {
      files.put(name, content.toByteString());
      content = ByteString.newOutput();
    }
  }

  private static void checkName(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    boolean parts = true;
    for (String part : name.split("/", -1)) {
      parts &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    if (!parts || length > MAX_NAME_BYTES || name.indexOf('\0') >= 0) {
      throw ProcnetException.field(
          "chunk.name",
          "is "
              + Violations.quote(name)
              + ", expected a path below /proc/net of at most "
              + MAX_NAME_BYTES
              + " bytes, no part of it empty, '.' or '..'");
    }
  }

  /**
   * The files, once all are there.
   *
   * @throws ProcnetException IMPORT_DIGEST_MISMATCH
   */
  Map<String, ByteString> commit(ImportCommit commit) {
    endFile();
    if (commit.getFiles() != files.size()) {
      throw mismatch(
          Integer.toUnsignedString(commit.getFiles()) + " files", files.size() + " files");
    }
    int actual = (int) sum.getValue();
    if (commit.hasCrc32C() && commit.getCrc32C() != actual) {
      throw mismatch("crc32c " + hex(commit.getCrc32C()), "crc32c " + hex(actual));
    }
    return files;
  }

  /** Equal for equal uploads. Ends them. */
  HashCode identity() {
    return identity.hash();
  }

  private static String hex(int sum) {
    return HexFormat.of().toHexDigits(sum);
  }

  private static ProcnetException mismatch(String expected, String actual) {
    return ProcnetException.of(
        Reason.IMPORT_DIGEST_MISMATCH,
        "what came is not what its commit says: " + actual + ", expected " + expected,
        "expected",
        expected,
        "actual",
        actual);
  }

  private static ProcnetException quota(String quota, long limit, long used) {
    return ProcnetException.of(
        Reason.QUOTA_EXCEEDED,
        quota + " would be " + used + ", expected at most " + limit,
        "quota",
        quota,
        "limit",
        limit,
        "used",
        used);
  }
}
