package dev.procnet.server.storage;

import com.google.common.collect.Iterables;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotImage;
import dev.procnet.server.stack.SnapshotImage.SectionImage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SequenceWriter;

/**
 * Whole states as bytes: a head, then a head and the rows of each section, compressed. Rows are
 * written one by one, so that a large state is never there twice.
 */
final class StateFormat {

  private static final String MODEL = "dev.procnet.server.stack.";

  private final ObjectMapper mapper = RowFormat.mapper();

  private record Head(
      long revision,
      long baseRevision,
      long appliedSeconds,
      int appliedNanos,
      Profile profile,
      long nextId,
      long nextInode,
      int sections) {}

  /**
   * @param type class of the rows; empty: it has none
   */
  private record SectionHead(String name, boolean inOrder, long changedAt, String type, int rows) {}

  ByteString write(Snapshot snapshot) {
    ByteString.Output bytes = ByteString.newOutput(1 << 14);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (OutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 13)) {
      write(SnapshotImage.of(snapshot), out);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes what it is given", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteString();
  }

  private void write(SnapshotImage image, OutputStream out) {
    Instant applied = image.appliedAt();
    try (SequenceWriter values = mapper.writer().writeValues(out)) {
      values.write(
          new Head(
              image.revision(),
              image.baseRevision(),
              applied.getEpochSecond(),
              applied.getNano(),
              image.profile(),
              image.nextId(),
              image.nextInode(),
              image.sections().size()));
      for (SectionImage section : image.sections()) {
        Object first = Iterables.getFirst(section.rows(), null);
        values.write(
            new SectionHead(
                section.name(),
                section.inOrder(),
                section.changedAt(),
                first == null ? "" : first.getClass().getSimpleName(),
                section.rows().size()));
        values.writeAll(section.rows());
      }
    }
  }

  /**
   * @throws ProcnetException STORAGE_FAILED where it was not written by {@link #write}
   */
  Snapshot read(ByteString bytes) {
    try (JsonParser in = mapper.createParser(new InflaterInputStream(bytes.newInput()))) {
      Head head = mapper.readerFor(Head.class).readValue(in);
      List<SectionImage> sections = new ArrayList<>();
      for (int i = 0; i < head.sections(); i++) {
        sections.add(section(in));
      }
      return new SnapshotImage(
              head.revision(),
              head.baseRevision(),
              Instant.ofEpochSecond(head.appliedSeconds(), head.appliedNanos()),
              head.profile(),
              head.nextId(),
              head.nextInode(),
              sections)
          .snapshot();
    } catch (JacksonException | ReflectiveOperationException | ProcnetException e) {
      throw ProcnetException.of(
          Reason.STORAGE_FAILED, "a state is not as this version writes them: " + e.getMessage());
    }
  }

  private SectionImage section(JsonParser in) throws ReflectiveOperationException {
    SectionHead head = mapper.readerFor(SectionHead.class).readValue(in);
    List<Object> rows = new ArrayList<>(head.rows());
    if (head.rows() > 0) {
      ObjectReader reader = mapper.readerFor(Class.forName(MODEL + head.type()));
      for (int i = 0; i < head.rows(); i++) {
        rows.add(reader.readValue(in));
      }
    }
    return new SectionImage(head.name(), head.inOrder(), head.changedAt(), rows);
  }
}
