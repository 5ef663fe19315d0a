package dev.procnet.server.rpc;

import static dev.procnet.server.rpc.Requests.openListener;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.NetFile;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntrospectionRpcTest {

  private final RpcServer server = RpcServer.start(RpcServer.Setup.NETTY);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readNetFile_ofSockets_givesTheFile() {
    server.apply(openListener(80), openListener(443));

    ReadNetFileResponse answer =
        server.introspection().readNetFile(ReadNetFileRequest.newBuilder().setName("tcp").build());

    assertThat(answer.getContent()).isEqualTo(server.file("tcp"));
    assertThat(answer.getContent().toStringUtf8())
        .contains("   0: 0100007F:0050 00000000:0000 0A", "   1: 0100007F:01BB");
    assertThat(answer.getSize()).isEqualTo(450);
    assertThat(answer.getEof()).isTrue();
    assertThat(answer.getContentRevision()).isEqualTo(2);
    assertThat(answer.getHeader().getRevision()).isEqualTo(2);
    assertThat(answer.getHeader().getStack()).isEqualTo("default");
    assertThat(answer.getHeader().getServerId()).isEqualTo(server.serverId().value());
    assertThat(answer.getHeader().getCompactRevision()).isEqualTo(1);
    assertThat(answer.getHeader().hasApplyTime()).isTrue();
  }

  @Test
  void listNetFiles_saysSizesAsRead() {
    server.apply(openListener(80));

    List<NetFile> files =
        server
            .introspection()
            .listNetFiles(ListNetFilesRequest.getDefaultInstance())
            .getFilesList();

    assertThat(files).extracting(NetFile::getName).contains("dev", "tcp", "tcp6");
    assertThat(files)
        .allSatisfy(
            file -> assertThat(file.getSize()).isEqualTo(server.file(file.getName()).size()));
  }

  @Test
  void streamNetFile_inSmallChunks_givesTheFileAndItsDigest() {
    for (int i = 0; i < 100; i++) {
      server.apply(openListener(1000 + i));
    }

    ImmutableList<StreamNetFileResponse> parts =
        ImmutableList.copyOf(
            server
                .introspection()
                .streamNetFile(
                    StreamNetFileRequest.newBuilder().setName("tcp").setChunkBytes(1).build()));

    ByteString content = server.file("tcp");
    assertThat(parts.getFirst().getStart().getHeader().getRevision()).isEqualTo(101);
    ByteString sent = ByteString.EMPTY;
    for (StreamNetFileResponse part : parts.subList(1, parts.size() - 1)) {
      assertThat(part.getChunk().size()).isBetween(1, 4096 + 150);
      assertThat(part.getChunk().toStringUtf8()).endsWith("\n");
      sent = sent.concat(part.getChunk());
    }
    assertThat(sent).isEqualTo(content);
    assertThat(parts.getLast().getEnd().getBytesSent()).isEqualTo(content.size());
    assertThat(parts.getLast().getEnd().getCrc32C())
        .isEqualTo(Hashing.crc32c().hashBytes(content.toByteArray()).asInt());
  }

  @Test
  void streamNetFile_toAReaderThatTakesNothing_makesNoMoreThanItTakes() {
    for (int i = 0; i < 5000; i++) {
      server.stack().apply(TestBatches.open(i), RpcServer.START);
    }
    FakeCall<StreamNetFileResponse> call = new FakeCall<>();
    StreamNetFileRequest request =
        StreamNetFileRequest.newBuilder().setName("tcp").setChunkBytes(4096).build();

    server.get(IntrospectionRpc.class).streamNetFile(request, call);
    assertThat(call.sent()).isEmpty();
    call.take(2);
    assertThat(call.sent()).hasSize(2);
    call.cancel();
    call.take(100);

    assertThat(call.sent()).hasSize(2);
  }

  @Test
  void streamNetFile_toAClientThatPauses_waitsForItAndGivesAll() {
    for (int i = 0; i < 20_000; i++) {
      server.stack().apply(TestBatches.open(i), RpcServer.START);
    }
    Recorder<StreamNetFileRequest, StreamNetFileResponse> recorder = Recorder.paused();
    IntrospectionServiceGrpc.newStub(server.channel())
        .streamNetFile(StreamNetFileRequest.newBuilder().setName("tcp").build(), recorder);

    recorder.call().request(2);
    recorder.next();
    recorder.next();
    // What the server made beyond that lies in the transport; changes from now on are not in it.
    server.apply(openListener(1));
    recorder.call().request(Integer.MAX_VALUE);

    assertThat(recorder.end()).isNull();
    List<StreamNetFileResponse> rest = recorder.rest();
    assertThat(rest.getLast().getEnd().getBytesSent()).isEqualTo(20_001L * 150);
  }
}
