package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.server.stack.Section;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CpuStatistics;
import dev.procnet.v1.Entry;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.FlowLabel;
import dev.procnet.v1.ListEntriesRequest;
import dev.procnet.v1.ListEntriesResponse;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.SctpAssociation;
import dev.procnet.v1.SctpEndpoint;
import dev.procnet.v1.SctpLocalAddress;
import dev.procnet.v1.SctpTransport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntriesTest {

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  static List<Entry> samples() {
    return EntrySamples.all();
  }

  private static Mutation put(Entry entry) {
    return Mutation.newBuilder().setPutEntry(entry).build();
  }

  private static Mutation delete(Entry entry) {
    return Mutation.newBuilder().setDeleteEntry(entry).build();
  }

  private List<Entry> listed(String... kinds) {
    return server
        .introspection()
        .listEntries(ListEntriesRequest.newBuilder().addAllKinds(List.of(kinds)).build())
        .getEntriesList();
  }

  private String file(String name) {
    return server
        .introspection()
        .readNetFile(ReadNetFileRequest.newBuilder().setName(name).build())
        .getContent()
        .toStringUtf8();
  }

  @Test
  void samples_haveOneOfEveryKind() {
    Set<String> kinds = new HashSet<>();
    samples().forEach(sample -> kinds.add(sample.getKindCase().name()));

    assertThat(kinds).hasSize(Entry.getDescriptor().getOneofs().getFirst().getFieldCount());
    assertThat(Section.ENTRIES).hasSameSizeAs(kinds);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void putEntry_new_isListedAsItWasPut(Entry sample) {
    assertThat(server.apply(put(sample)).getResults(0).getChanged()).isTrue();

    assertThat(listed()).contains(sample);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void putEntry_again_changesNothing(Entry sample) {
    server.apply(put(sample));
    int entries = listed().size();

    assertThat(server.apply(put(sample)).getResults(0).getChanged()).isFalse();
    assertThat(listed()).hasSize(entries);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void deleteEntry_thatIsThere_isGone(Entry sample) {
    server.apply(put(sample));

    assertThat(server.apply(delete(sample)).getResults(0).getChanged()).isTrue();
    assertThat(listed()).doesNotContain(sample);
    assertThat(server.apply(delete(sample)).getResults(0).getChanged()).isFalse();
  }

  /** Errors of the model name fields by it. */
  @ParameterizedTest
  @MethodSource("samples")
  void kindName_isThatOfTheField(Entry sample) {
    int number = sample.getKindCase().getNumber();

    assertThat(EntryMapper.toModel(sample).kindName())
        .isEqualTo(Entry.getDescriptor().findFieldByNumber(number).getName());
  }

  @Test
  void entry_withoutKind_isRefused() {
    assertThat(Failure.of(() -> server.apply(put(Entry.getDefaultInstance()))).violations())
        .containsOnlyKeys("mutations[0].put_entry.kind");
    assertThat(Failure.of(() -> server.apply(delete(Entry.getDefaultInstance()))).violations())
        .containsOnlyKeys("mutations[0].delete_entry.kind");
  }

  @Test
  void listEntries_unknownKind_isRefusedWithTheNearest() {
    Failure failure = Failure.of(() -> listed("flow_labels", "flow_label"));

    assertThat(failure.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_INVALID);
    assertThat(failure.violations()).containsOnlyKeys("kinds[1]");
    assertThat(failure.violations().get("kinds[1]")).contains("did you mean 'flow_labels'");
  }

  @Test
  void listEntries_pages_haveEachOnce() {
    for (int label = 0; label < 7; label++) {
      server.apply(put(flowLabel(label)));
    }

    List<Entry> read = new ArrayList<>();
    ListEntriesRequest.Builder request =
        ListEntriesRequest.newBuilder().addKinds("flow_labels").setPageSize(3);
    do {
      ListEntriesResponse page = server.introspection().listEntries(request.build());
      read.addAll(page.getEntriesList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());

    assertThat(read).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void flowLabels_ofOneBucket_areNewestFirstInTheFile() {
    server.apply(put(flowLabel(0x100)), put(flowLabel(0x001)), put(flowLabel(0x200)));

    assertThat(file("ip6_flowlabel").lines().skip(1).map(line -> line.substring(0, 5)))
        .containsExactly("00200", "00100", "00001");
  }

  @Test
  void flowLabel_invalid_isRefusedWithAllThatIsWrong() {
    Entry wrong =
        Entry.newBuilder()
            .setFlowLabel(FlowLabel.newBuilder().setDestination("10.0.0.1").setSharingValue(9))
            .build();

    assertThat(Failure.of(() -> server.apply(put(wrong))).violations())
        .containsOnlyKeys(
            "mutations[0].put_entry.flow_label.sharing",
            "mutations[0].put_entry.flow_label.destination");
    assertThat(Failure.of(() -> server.apply(put(flowLabel(0x100000)))).violations())
        .containsOnlyKeys("mutations[0].put_entry.flow_label.label");
  }

  @Test
  void cpuStatistics_someColumns_areThoseOfTheNewestKernelThatHasThem() {
    server.apply(put(cpuStatistics("stat/nf_conntrack", 0, "searched", "found")));

    assertThat(file("stat/nf_conntrack"))
        .startsWith("entries  searched found")
        .contains("\n00000000  00000007 00000007 00000000 ");
  }

  @Test
  void cpuStatistics_wrong_areRefused() {
    assertThat(Failure.of(() -> server.apply(put(cpuStatistics("stat/rtcache", 0)))).violations())
        .hasEntrySatisfying(
            "mutations[0].put_entry.cpu_statistics.file",
            words -> assertThat(words).contains("did you mean 'stat/rt_cache'"));
    assertThat(
            Failure.of(
                    () ->
                        server.apply(
                            put(cpuStatistics("softnet_stat", 0, "dropped", "droped", "dropped"))))
                .violations())
        .containsOnlyKeys(
            "mutations[0].put_entry.cpu_statistics.counters[1].name",
            "mutations[0].put_entry.cpu_statistics.counters[2].name");
    assertThat(
            Failure.of(
                    () ->
                        server.apply(
                            put(cpuStatistics("stat/nf_conntrack", 0, "searched", "clashres"))))
                .violations())
        .containsOnlyKeys("mutations[0].put_entry.cpu_statistics.counters");
    assertThat(
            Failure.of(() -> server.apply(put(cpuStatistics("softnet_stat", 8192)))).violations())
        .containsOnlyKeys("mutations[0].put_entry.cpu_statistics.cpu");
  }

  private static Entry cpuStatistics(String file, int cpu, String... columns) {
    CpuStatistics.Builder row = CpuStatistics.newBuilder().setFile(file).setCpu(cpu);
    for (String column : columns) {
      row.addCounters(Counter.newBuilder().setName(column).setValue(7));
    }
    return Entry.newBuilder().setCpuStatistics(row).build();
  }

  @Test
  void sctp_invalid_isRefusedWithAllThatIsWrong() {
    Entry endpoint =
        Entry.newBuilder()
            .setSctpEndpoint(
                SctpEndpoint.newBuilder()
                    .setStyleValue(4)
                    .setSocketStateValue(12)
                    .setBucket(-1)
                    .setLocalPort(65_536)
                    .addLocalAddresses("10.0.0.1")
                    .addLocalAddresses("ten"))
            .build();
    Entry association =
        Entry.newBuilder()
            .setSctpAssociation(
                SctpAssociation.newBuilder()
                    .setStateValue(9)
                    .setRemotePort(65_536)
                    .addLocalAddresses(SctpLocalAddress.newBuilder().setAddress("x"))
                    .addTransports(SctpTransport.newBuilder().setAddress("y").setStateValue(5)))
            .build();

    assertThat(Failure.of(() -> server.apply(put(endpoint))).violations())
        .containsOnlyKeys(
            "mutations[0].put_entry.sctp_endpoint.style",
            "mutations[0].put_entry.sctp_endpoint.socket_state",
            "mutations[0].put_entry.sctp_endpoint.bucket",
            "mutations[0].put_entry.sctp_endpoint.local_port",
            "mutations[0].put_entry.sctp_endpoint.local_addresses[1]");
    assertThat(Failure.of(() -> server.apply(put(association))).violations())
        .containsKeys(
            "mutations[0].put_entry.sctp_association.state",
            "mutations[0].put_entry.sctp_association.remote_port",
            "mutations[0].put_entry.sctp_association.local_addresses[0].address",
            "mutations[0].put_entry.sctp_association.transports[0].address",
            "mutations[0].put_entry.sctp_association.transports[0].state");
  }

  @Test
  void sctpEndpoints_ofOneBucket_areNewestFirstInTheFile() {
    server.apply(put(sctpEndpoint(1, 9)), put(sctpEndpoint(2, 9)), put(sctpEndpoint(3, 8)));

    assertThat(file("sctp/eps").lines().skip(1).map(line -> line.substring(42).trim()))
        .containsExactly("3", "2", "1");
  }

  private static Entry sctpEndpoint(long inode, int bucket) {
    return Entry.newBuilder()
        .setSctpEndpoint(SctpEndpoint.newBuilder().setInode(inode).setBucket(bucket))
        .build();
  }

  private static Entry flowLabel(int label) {
    return Entry.newBuilder()
        .setFlowLabel(FlowLabel.newBuilder().setLabel(label).setDestination("2001:db8::1"))
        .build();
  }
}
