package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Renderings;
import dev.procnet.server.netfile.Rows;
import dev.procnet.v1.ExportEnd;
import dev.procnet.v1.ExportStackResponse;
import dev.procnet.v1.ExportStart;
import dev.procnet.v1.FileChunk;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All files of a state, or some: one start, chunks of file after file, one end. */
final class TreeExport implements Pump.Source<ExportStackResponse> {

  private static final int CHUNK_BYTES = 256 * 1024;

  private final NetFiles netFiles;
  private final Renderings renderings;
  private final Reads.Found found;
  private final Iterator<String> names;
  private final FileChunks chunks = new FileChunks(CHUNK_BYTES);
  private String name = "";
  private @Nullable Rows rows;
  private boolean empty;
  private int files;
  private boolean begun;
  private boolean complete;

  /**
   * @param wanted none: all
   * @throws dev.procnet.server.stack.ProcnetException NET_FILE_UNKNOWN
   */
  TreeExport(NetFiles netFiles, Renderings renderings, Reads.Found found, List<String> wanted) {
    Set<String> all = new LinkedHashSet<>(wanted);
    // Looked for now, so that an unknown one is told before anything is sent.
    all.forEach(each -> netFiles.get(found.snapshot(), each));
    if (all.isEmpty()) {
      netFiles.tree(found.snapshot()).stream()
          .filter(entry -> entry.isShownTo(found.reader()))
          .forEach(entry -> all.add(entry.name()));
    }
    this.netFiles = netFiles;
    this.renderings = renderings;
    this.found = found;
    this.names = all.iterator();
  }

  @Override
  public @Nullable ExportStackResponse next() {
    if (complete) {
      return null;
    }
    if (!begun) {
      begun = true;
      return ExportStackResponse.newBuilder()
          .setStart(ExportStart.newBuilder().setHeader(found.header()))
          .build();
    }
    ByteString content = nextChunk();
    if (content != null) {
      return ExportStackResponse.newBuilder()
          .setChunk(FileChunk.newBuilder().setName(name).setContent(content))
          .build();
    }
    complete = true;
    return ExportStackResponse.newBuilder()
        .setEnd(
            ExportEnd.newBuilder()
                .setFiles(files)
                .setBytesSent(chunks.bytesMade())
                .setCrc32C(chunks.crc32c()))
        .build();
  }

  @Override
  public boolean complete() {
    return complete;
  }

  /** Null: all files are sent. An empty file is one empty chunk. */
  private @Nullable ByteString nextChunk() {
    while (true) {
      Rows open = rows;
      if (open != null) {
        ByteString content = chunks.next(open);
        if (content != null) {
          empty = false;
          return content;
        }
        rows = null;
        if (empty) {
          return ByteString.EMPTY;
        }
      }
      if (!names.hasNext()) {
        return null;
      }
      name = names.next();
      rows = renderings.counted(name, netFiles.open(found.snapshot(), name, found.reader()));
      empty = true;
      files++;
    }
  }
}
