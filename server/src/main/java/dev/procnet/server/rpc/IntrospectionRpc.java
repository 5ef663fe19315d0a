package dev.procnet.server.rpc;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Entry;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceAddress;
import dev.procnet.server.stack.Neighbor;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Route;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Table;
import dev.procnet.v1.AddressFamily;
import dev.procnet.v1.GetCountersRequest;
import dev.procnet.v1.GetCountersResponse;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceImplBase;
import dev.procnet.v1.ListEntriesRequest;
import dev.procnet.v1.ListEntriesResponse;
import dev.procnet.v1.ListInterfacesRequest;
import dev.procnet.v1.ListInterfacesResponse;
import dev.procnet.v1.ListNeighborsRequest;
import dev.procnet.v1.ListNeighborsResponse;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListNetFilesResponse;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.ListRoutesResponse;
import dev.procnet.v1.ListSocketsRequest;
import dev.procnet.v1.ListSocketsResponse;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadNetFileResponse;
import dev.procnet.v1.StreamNetFileRequest;
import dev.procnet.v1.StreamNetFileResponse;
import dev.procnet.v1.StreamSocketsRequest;
import dev.procnet.v1.StreamSocketsResponse;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Reads of stacks. */
@Singleton
public final class IntrospectionRpc extends IntrospectionServiceImplBase {

  private final Reads reads;
  private final Paging paging;
  private final FileReads files;
  private final Watches watches;
  private final SocketIndex index;

  @Inject
  IntrospectionRpc(
      Reads reads, Paging paging, FileReads files, Watches watches, SocketIndex index) {
    this.index = index;
    this.reads = reads;
    this.paging = paging;
    this.files = files;
    this.watches = watches;
  }

  @Override
  public void listNetFiles(
      ListNetFilesRequest request, StreamObserver<ListNetFilesResponse> observer) {
    reads.unary(
        request.getStack(),
        request.getRead(),
        observer,
        found -> files.list(found, request.getDirectory()));
  }

  @Override
  public void readNetFile(
      ReadNetFileRequest request, StreamObserver<ReadNetFileResponse> observer) {
    reads.unaryWhereQuick(
        request.getStack(),
        request.getRead(),
        observer,
        found -> files.isShort(found, request.getName()),
        found -> files.read(found, request));
  }

  @Override
  public void streamNetFile(
      StreamNetFileRequest request, StreamObserver<StreamNetFileResponse> observer) {
    reads.stream(
        request.getStack(), request.getRead(), observer, found -> files.stream(found, request));
  }

  @Override
  public void listSockets(
      ListSocketsRequest request, StreamObserver<ListSocketsResponse> observer) {
    ByteString filter = request.getFilter().toByteString();
    Paging.Request page =
        new Paging.Request(
            "sockets",
            request.getStack(),
            request.getRead(),
            request.getPageSize(),
            request.getPageToken(),
            filter);
    paging.answer(page, observer, (found, start) -> sockets(request, page, found, start));
  }

  private ListSocketsResponse sockets(
      ListSocketsRequest request, Paging.Request asked, Reads.Found found, Paging.Start start) {
    SocketFilters.Compiled filter =
        SocketFilters.compile(request.getFilter(), found.view().sight(), index);
    long matches = start.matches() < 0 ? filter.count(found.snapshot()) : start.matches();
    ListSocketsResponse.Builder answer =
        ListSocketsResponse.newBuilder().setHeader(found.header()).setTotalSize(matches);
    if (request.getCountOnly()) {
      return answer.build();
    }
    Paging.Page<dev.procnet.v1.Socket> page =
        Paging.page(
            filter.of(found.snapshot(), start.position()),
            request.getPageSize(),
            socket -> SocketMapper.toProto(socket, found.view()));
    return answer
        .addAllSockets(page.rows())
        .setNextPageToken(paging.next(asked, found, page, matches))
        .build();
  }

  @Override
  public void streamSockets(
      StreamSocketsRequest request, StreamObserver<StreamSocketsResponse> observer) {
    reads.stream(
        request.getStack(),
        request.getRead(),
        observer,
        found -> new SocketStream(found, request.getFilter(), index));
  }

  @Override
  public void listInterfaces(
      ListInterfacesRequest request, StreamObserver<ListInterfacesResponse> observer) {
    Paging.Request asked =
        new Paging.Request(
            "interfaces",
            request.getStack(),
            request.getRead(),
            request.getPageSize(),
            request.getPageToken(),
            ByteString.EMPTY);
    paging.answer(asked, observer, (found, start) -> interfaces(asked, found, start));
  }

  private ListInterfacesResponse interfaces(
      Paging.Request asked, Reads.Found found, Paging.Start start) {
    Table<Interface> interfaces = found.snapshot().table(Section.INTERFACES);
    Table<InterfaceAddress> addresses = found.snapshot().table(Section.ADDRESSES);
    AddressesByInterface byInterface = AddressesByInterface.of(addresses);
    Paging.Page<dev.procnet.v1.Interface> page =
        Paging.page(
            List.of(interfaces),
            start.position(),
            asked.size(),
            row -> true,
            row -> InterfaceMapper.toProto(row, byInterface.get(row.index()), found.view()));
    return ListInterfacesResponse.newBuilder()
        .setHeader(found.header())
        .addAllInterfaces(page.rows())
        .setNextPageToken(paging.next(asked, found, page, -1))
        .build();
  }

  @Override
  public void listRoutes(ListRoutesRequest request, StreamObserver<ListRoutesResponse> observer) {
    List<Section<Route>> sections = sections(request.getFamily(), request.getFamilyValue());
    Paging.Request asked =
        new Paging.Request(
            "routes",
            request.getStack(),
            request.getRead(),
            request.getPageSize(),
            request.getPageToken(),
            ByteString.copyFromUtf8(request.getFamily().name()));
    paging.answer(asked, observer, (found, start) -> routes(sections, asked, found, start));
  }

  private ListRoutesResponse routes(
      List<Section<Route>> sections, Paging.Request asked, Reads.Found found, Paging.Start start) {
    Paging.Page<dev.procnet.v1.Route> page =
        Paging.page(
            sections.stream().map(found.snapshot()::table).toList(),
            start.position(),
            asked.size(),
            (Route row) -> true,
            (Route row) -> RouteMapper.toProto(row, found.view()));
    return ListRoutesResponse.newBuilder()
        .setHeader(found.header())
        .addAllRoutes(page.rows())
        .setNextPageToken(paging.next(asked, found, page, -1))
        .build();
  }

  private static List<Section<Route>> sections(AddressFamily family, int number) {
    return switch (family) {
      case ADDRESS_FAMILY_UNSPECIFIED -> List.of(Section.ROUTES, Section.ROUTES6);
      case ADDRESS_FAMILY_IPV4 -> List.of(Section.ROUTES);
      case ADDRESS_FAMILY_IPV6 -> List.of(Section.ROUTES6);
      case UNRECOGNIZED ->
          throw ProcnetException.field(
              "family",
              "is " + number + ", expected ADDRESS_FAMILY_IPV4, ADDRESS_FAMILY_IPV6 or nothing");
    };
  }

  @Override
  public void listNeighbors(
      ListNeighborsRequest request, StreamObserver<ListNeighborsResponse> observer) {
    Paging.Request asked =
        new Paging.Request(
            "neighbors",
            request.getStack(),
            request.getRead(),
            request.getPageSize(),
            request.getPageToken(),
            ByteString.EMPTY);
    paging.answer(asked, observer, (found, start) -> neighbors(asked, found, start));
  }

  private ListNeighborsResponse neighbors(
      Paging.Request asked, Reads.Found found, Paging.Start start) {
    Table<Neighbor> neighbors = found.snapshot().table(Section.NEIGHBORS);
    Paging.Page<dev.procnet.v1.Neighbor> page =
        Paging.page(
            List.of(neighbors),
            start.position(),
            asked.size(),
            row -> true,
            row -> NeighborMapper.toProto(row, found.view()));
    return ListNeighborsResponse.newBuilder()
        .setHeader(found.header())
        .addAllNeighbors(page.rows())
        .setNextPageToken(paging.next(asked, found, page, -1))
        .build();
  }

  @Override
  public void listEntries(
      ListEntriesRequest request, StreamObserver<ListEntriesResponse> observer) {
    List<Section<? extends Entry>> sections = EntryMapper.sections(request.getKindsList());
    Paging.Request asked =
        new Paging.Request(
            "entries",
            request.getStack(),
            request.getRead(),
            request.getPageSize(),
            request.getPageToken(),
            ByteString.copyFromUtf8(sections.toString()));
    paging.answer(asked, observer, (found, start) -> entries(sections, asked, found, start));
  }

  private ListEntriesResponse entries(
      List<Section<? extends Entry>> sections,
      Paging.Request asked,
      Reads.Found found,
      Paging.Start start) {
    List<Table<? extends Entry>> tables = new ArrayList<>();
    sections.forEach(section -> tables.add(found.snapshot().table(section)));
    Paging.Page<dev.procnet.v1.Entry> page =
        Paging.page(
            tables,
            start.position(),
            asked.size(),
            (Entry row) -> true,
            (Entry row) -> EntryMapper.toProto(row, found.view()));
    return ListEntriesResponse.newBuilder()
        .setHeader(found.header())
        .addAllEntries(page.rows())
        .setNextPageToken(paging.next(asked, found, page, -1))
        .build();
  }

  @Override
  public void getCounters(
      GetCountersRequest request, StreamObserver<GetCountersResponse> observer) {
    reads.unary(
        request.getStack(),
        request.getRead(),
        observer,
        found -> CounterReads.answer(found, request.getGroupsList()));
  }

  @Override
  public void watchStack(WatchStackRequest request, StreamObserver<WatchStackResponse> observer) {
    watches.begin(request, observer);
  }
}
