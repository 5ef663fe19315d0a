package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Renderings;
import dev.procnet.server.netfile.Rows;
import dev.procnet.v1.ListNetFilesResponse;
import dev.procnet.v1.NetFile;
import dev.procnet.v1.NetFileEnd;
import dev.procnet.v1.NetFileStart;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads of net files. */
@Singleton
final class FileReads {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MIN_CHUNK = 4 * 1024;
  private static final int DEFAULT_CHUNK = 256 * 1024;

  /** Rows that take some 50 microseconds. */
  private static final int SHORT = 1000;

  private final NetFiles netFiles;
  private final Renderings renderings;
  private final FileAnswers answers;

  @Inject
  FileReads(NetFiles netFiles, Renderings renderings, FileAnswers answers) {
    this.netFiles = netFiles;
    this.renderings = renderings;
    this.answers = answers;
  }

  ListNetFilesResponse list(Reads.Found found, String directory) {
    ListNetFilesResponse.Builder answer =
        ListNetFilesResponse.newBuilder().setHeader(found.header());
    for (NetFiles.Entry entry : netFiles.list(found.snapshot(), directory)) {
      if (!entry.isShownTo(found.reader())) {
        continue;
      }
      answer.addFiles(
          NetFile.newBuilder()
              .setName(entry.name())
              .setSize(FileWindow.size(open(found, entry.name())))
              .setSummary(entry.summary())
              .setOpaque(entry.opaque()));
    }
    return answer.build();
  }

  /** A file is made sooner than another thread takes to wake. */
  boolean isShort(Reads.Found found, String name) {
    return netFiles.rows(found.snapshot(), name) <= SHORT;
  }

  ReadNetFileResponse read(Reads.Found found, ReadNetFileRequest request) {
    ReadNetFileResponse kept = answers.get(found, request);
    if (kept != null) {
      renderings.again(request.getName(), kept.getContent().size());
      return kept;
    }
    ReadNetFileResponse answer = make(found, request);
    answers.put(found, request, answer);
    return answer;
  }

  private ReadNetFileResponse make(Reads.Found found, ReadNetFileRequest request) {
    NetFiles.Entry entry = netFiles.get(found.snapshot(), request.getName());
    ReadNetFileResponse.Builder answer =
        ReadNetFileResponse.newBuilder()
            .setHeader(found.header())
            .setContentRevision(entry.contentRevision());
    if (isUnchanged(found, entry, request.getIfChangedSince())) {
      return answer.setNotModified(true).build();
    }
    int limit = request.getLimit();
    int most = limit <= 0 || limit > MAX_BYTES ? MAX_BYTES : limit;
    FileWindow window = FileWindow.read(open(found, entry.name()), request.getOffset(), most);
    return answer
        .setContent(window.content())
        .setSize(window.size())
        .setEof(request.getOffset() + window.content().size() == window.size())
        .build();
  }

  /** What the caller has from a later state than the one read says nothing of this one. */
  private static boolean isUnchanged(Reads.Found found, NetFiles.Entry entry, long since) {
    return since >= entry.contentRevision() && since <= found.snapshot().revision();
  }

  Pump.Source<StreamNetFileResponse> stream(Reads.Found found, StreamNetFileRequest request) {
    Rows rows = open(found, request.getName());
    return new FileStream(found, rows, new FileChunks(chunkBytes(request.getChunkBytes())));
  }

  private Rows open(Reads.Found found, String name) {
    return renderings.counted(name, netFiles.open(found.snapshot(), name, found.reader()));
  }

  private static int chunkBytes(int asked) {
    if (asked == 0) {
      return DEFAULT_CHUNK;
    }
    return asked < 0 ? MAX_BYTES : Math.clamp(asked, MIN_CHUNK, MAX_BYTES);
  }

  /** One start, chunks, one end. */
  private static final class FileStream implements Pump.Source<StreamNetFileResponse> {

    private final Rows rows;
    private final FileChunks chunks;
    private @Nullable NetFileStart start;
    private boolean complete;

    FileStream(Reads.Found found, Rows rows, FileChunks chunks) {
      this.start = NetFileStart.newBuilder().setHeader(found.header()).build();
      this.rows = rows;
      this.chunks = chunks;
    }

    @Override
    public @Nullable StreamNetFileResponse next() {
      if (complete) {
        return null;
      }
      StreamNetFileResponse.Builder message = StreamNetFileResponse.newBuilder();
      if (start != null) {
        message.setStart(start);
        start = null;
        return message.build();
      }
      ByteString chunk = chunks.next(rows);
      if (chunk != null) {
        return message.setChunk(chunk).build();
      }
      complete = true;
      return message
          .setEnd(
              NetFileEnd.newBuilder().setBytesSent(chunks.bytesMade()).setCrc32C(chunks.crc32c()))
          .build();
    }

    @Override
    public boolean complete() {
      return complete;
    }
  }
}
