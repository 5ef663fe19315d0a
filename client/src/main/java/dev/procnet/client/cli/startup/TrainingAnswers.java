package dev.procnet.client.cli.startup;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.Endpoint;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetCountersResponse;
import dev.procnet.v1.Interface;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceImplBase;
import dev.procnet.v1.ListInterfacesRequest;
import dev.procnet.v1.ListInterfacesResponse;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListNetFilesResponse;
import dev.procnet.v1.NetFile;
import dev.procnet.v1.NetFileEnd;
import dev.procnet.v1.NetFileStart;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.Socket;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import dev.procnet.v1.StreamSocketsRequest;
import dev.procnet.v1.StreamSocketsResponse;
import dev.procnet.v1.TcpSocket;
import dev.procnet.v1.TcpState;
import io.grpc.stub.StreamObserver;

/** One row, whatever is asked for. */
final class TrainingAnswers extends IntrospectionServiceImplBase {

  private static final ResponseHeader HEADER =
      ResponseHeader.newBuilder()
          .setServerId("training")
          .setStack("default")
          .setRevision(1)
          .setCompactRevision(1)
          .setApplyTime(Timestamp.newBuilder().setSeconds(1))
          .build();
  private static final ByteString CONTENT = ByteString.copyFromUtf8("a row\n");
  private static final NetFileEnd END =
      NetFileEnd.newBuilder()
          .setBytesSent(CONTENT.size())
          .setCrc32C(Hashing.crc32c().hashBytes(CONTENT.toByteArray()).asInt())
          .build();

  @Override
  public void listNetFiles(
      ListNetFilesRequest request, StreamObserver<ListNetFilesResponse> observer) {
    NetFile file = NetFile.newBuilder().setName("tcp").setSize(CONTENT.size()).build();
    observer.onNext(ListNetFilesResponse.newBuilder().setHeader(HEADER).addFiles(file).build());
    observer.onCompleted();
  }

  @Override
  public void streamNetFile(
      StreamNetFileRequest request, StreamObserver<StreamNetFileResponse> observer) {
    StreamNetFileResponse.Builder part = StreamNetFileResponse.newBuilder();
    observer.onNext(part.setStart(NetFileStart.newBuilder().setHeader(HEADER)).build());
    observer.onNext(part.setChunk(CONTENT).build());
    observer.onNext(part.setEnd(END).build());
    observer.onCompleted();
  }

  @Override
  public void streamSockets(
      StreamSocketsRequest request, StreamObserver<StreamSocketsResponse> observer) {
    TcpSocket tcp =
        TcpSocket.newBuilder()
            .setLocal(Endpoint.newBuilder().setAddress("127.0.0.1").setPort(80))
            .setState(TcpState.TCP_STATE_LISTEN)
            .build();
    observer.onNext(
        StreamSocketsResponse.newBuilder()
            .setHeader(HEADER)
            .addSockets(Socket.newBuilder().setId(1).setTcp(tcp))
            .setLast(true)
            .setTotalSize(1)
            .build());
    observer.onCompleted();
  }

  @Override
  public void listInterfaces(
      ListInterfacesRequest request, StreamObserver<ListInterfacesResponse> observer) {
    Interface loopback = Interface.newBuilder().setIndex(1).setName("lo").setMtu(65536).build();
    observer.onNext(
        ListInterfacesResponse.newBuilder().setHeader(HEADER).addInterfaces(loopback).build());
    observer.onCompleted();
  }

  @Override
  public void getCounters(
      GetCountersRequest request, StreamObserver<GetCountersResponse> observer) {
    CounterGroup group =
        CounterGroup.newBuilder()
            .setFile("snmp")
            .setName("Tcp")
            .addCounters(Counter.newBuilder().setName("InSegs").setValue(1))
            .build();
    observer.onNext(GetCountersResponse.newBuilder().setHeader(HEADER).addGroups(group).build());
    observer.onCompleted();
  }
}
