package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.v1.Connection;
import dev.procnet.v1.ConnectionIcmp;
import dev.procnet.v1.ConnectionTraffic;
import dev.procnet.v1.ConnectionTuple;
import dev.procnet.v1.ConnectionZone;
import dev.procnet.v1.Entry;
import dev.procnet.v1.ErrorReason;
import dev.procnet.v1.Expectation;
import dev.procnet.v1.GreTimeouts;
import dev.procnet.v1.HashlimitBucket;
import dev.procnet.v1.ListEntriesRequest;
import dev.procnet.v1.LogGroup;
import dev.procnet.v1.MatchTable;
import dev.procnet.v1.MatchTableModule;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.PacketLogger;
import dev.procnet.v1.PacketQueue;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Reader;
import dev.procnet.v1.RecentAddress;
import dev.procnet.v1.XtablesFamily;
import dev.procnet.v1.XtablesKind;
import dev.procnet.v1.XtablesName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetfilterEntriesTest {

  private static final ReadOptions HIDDEN =
      ReadOptions.newBuilder().setReader(Reader.newBuilder().setHideAddresses(true)).build();

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private boolean put(Entry.Builder entry) {
    return server
        .apply(Mutation.newBuilder().setPutEntry(entry).build())
        .getResults(0)
        .getChanged();
  }

  private boolean delete(Entry.Builder entry) {
    return server
        .apply(Mutation.newBuilder().setDeleteEntry(entry).build())
        .getResults(0)
        .getChanged();
  }

  private String file(String name, ReadOptions options) {
    return server
        .introspection()
        .readNetFile(ReadNetFileRequest.newBuilder().setName(name).setRead(options).build())
        .getContent()
        .toStringUtf8();
  }

  private List<Entry> listed(String kind, ReadOptions options) {
    return server
        .introspection()
        .listEntries(ListEntriesRequest.newBuilder().addKinds(kind).setRead(options).build())
        .getEntriesList();
  }

  private static Entry.Builder connection(Connection.Builder connection) {
    return Entry.newBuilder().setConnection(connection);
  }

  private static Connection.Builder tcp(int port) {
    return Connection.newBuilder()
        .setProtocol(6)
        .setOriginal(NetfilterSamples.tcp("10.0.0.1", "10.0.0.2", port, 80))
        .setReply(NetfilterSamples.tcp("10.0.0.2", "10.0.0.1", 80, port))
        .setState("ESTABLISHED")
        .setTimeoutSeconds(100)
        .setUseCount(1);
  }

  @Test
  void connection_put_isARowOfTheFile() {
    put(connection(tcp(1000)));

    assertThat(file("nf_conntrack", ReadOptions.getDefaultInstance()))
        .isEqualTo(
            "ipv4     2 tcp      6 100 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 sport=1000 dport=80"
                + " src=10.0.0.2 dst=10.0.0.1 sport=80 dport=1000 use=1\n");
  }

  @Test
  void connections_hidden_haveNeitherAddressesNorPorts() {
    put(connection(tcp(1000)));

    assertThat(file("nf_conntrack", HIDDEN))
        .contains("src=0.0.0.0 dst=0.0.0.0 sport=0 dport=0 src=0.0.0.0 dst=0.0.0.0 sport=0 dport=0")
        .doesNotContain("10.0.0", "80", "1000");
    ConnectionTuple nothing = NetfilterSamples.tcp("0.0.0.0", "0.0.0.0", 0, 0);
    assertThat(listed("connections", HIDDEN))
        .containsExactly(connection(tcp(1000).setOriginal(nothing).setReply(nothing)).build());
  }

  @Test
  void connections_ofOtherZones_areOthers() {
    ConnectionZone.Builder zone = ConnectionZone.newBuilder().setId(5);
    put(connection(tcp(1)));

    assertThat(put(connection(tcp(1).setZone(zone)))).isTrue();
    assertThat(put(connection(tcp(1).setState("CLOSE")))).isTrue();
    assertThat(listed("connections", ReadOptions.getDefaultInstance())).hasSize(2);
    assertThat(delete(connection(tcp(1).setZone(zone)))).isTrue();
    assertThat(file("nf_conntrack", ReadOptions.getDefaultInstance()))
        .contains(" CLOSE ")
        .doesNotContain("zone");
  }

  @Test
  void connection_toDelete_needsItsKeyOnly() {
    put(connection(tcp(1).setMark(3)));
    Connection.Builder key = Connection.newBuilder().setProtocol(6);
    key.setOriginal(NetfilterSamples.tcp("10.0.0.1", "10.0.0.2", 1, 80));

    assertThat(delete(connection(key))).isTrue();
    assertThat(listed("connections", ReadOptions.getDefaultInstance())).isEmpty();
  }

  @Test
  void connection_wrong_isRefusedWithAllThatIsWrong() {
    Connection.Builder wrong =
        tcp(1)
            .setStatusValue(9)
            .setZone(ConnectionZone.newBuilder().setId(0x10000).setDirectionValue(7))
            .setOriginal(NetfilterSamples.tcp("10.0.0.1", "x", 0x10000, 80))
            .setReply(ConnectionTuple.newBuilder().setSource("::1").setDestination("10.0.0.1"));

    assertRefused(
        connection(wrong),
        "connection.status",
        "connection.zone.direction",
        "connection.zone.id",
        "connection.original.destination",
        "connection.original.ports.source",
        "connection.reply.destination");
  }

  @Test
  void connection_thatNoKernelHas_isRefused() {
    ConnectionTuple echo =
        ConnectionTuple.newBuilder()
            .setSource("10.0.0.1")
            .setDestination("10.0.0.2")
            .setIcmp(ConnectionIcmp.getDefaultInstance())
            .build();

    assertRefused(connection(tcp(1).setProtocol(256)), "connection.protocol");
    assertRefused(connection(tcp(1).setProtocol(1)), "connection.original.transport");
    assertRefused(connection(tcp(1).setReply(echo)), "connection.reply.transport");
    assertRefused(
        connection(tcp(1).setReply(NetfilterSamples.tcp("::1", "::2", 1, 2))), "connection.reply");
    assertRefused(connection(tcp(1).setState("OPEN")), "connection.state");
    assertRefused(connection(tcp(1).setProtocol(17)), "connection.state");
    assertRefused(
        connection(tcp(1).setGreTimeouts(GreTimeouts.getDefaultInstance())),
        "connection.gre_timeouts");
    assertRefused(
        connection(tcp(1).setOriginalTraffic(ConnectionTraffic.getDefaultInstance())),
        "connection.reply_traffic");
    assertRefused(
        connection(tcp(1).setSecurityContext(com.google.protobuf.ByteString.copyFromUtf8("a b"))),
        "connection.security_context");
  }

  @Test
  void expectation_wrong_isRefused() {
    Expectation.Builder wrong = NetfilterSamples.expectation();

    assertRefused(
        Entry.newBuilder().setExpectation(wrong.clone().setHelper("a\nb")), "expectation.helper");
    assertRefused(
        Entry.newBuilder().setExpectation(wrong.clone().clearTuple()),
        "expectation.tuple.source",
        "expectation.tuple.destination");
    assertRefused(
        Entry.newBuilder().setExpectation(wrong.clone().setProtocol(58)),
        "expectation.tuple.transport");
  }

  @Test
  void packetLogger_deleted_isPrintedAsNobody() {
    PacketLogger.Builder logger = PacketLogger.newBuilder().setFamily(2).setActive("nf_log_ipv4");
    put(Entry.newBuilder().setPacketLogger(logger));
    String with = file("netfilter/nf_log", ReadOptions.getDefaultInstance());

    delete(Entry.newBuilder().setPacketLogger(PacketLogger.newBuilder().setFamily(2)));

    assertThat(with).contains("\n 2 nf_log_ipv4 ()\n").hasLineCount(11);
    assertThat(file("netfilter/nf_log", ReadOptions.getDefaultInstance()))
        .contains("\n 2 NONE ()\n")
        .hasLineCount(11);
  }

  @Test
  void packetLogger_wrong_isRefused() {
    PacketLogger.Builder logger = PacketLogger.newBuilder();

    assertRefused(
        Entry.newBuilder().setPacketLogger(logger.clone().setFamily(13)), "packet_logger.family");
    assertRefused(
        Entry.newBuilder().setPacketLogger(logger.clone().setActive("NONE")),
        "packet_logger.active");
    assertRefused(
        Entry.newBuilder().setPacketLogger(logger.clone().addRegistered("a b")),
        "packet_logger.registered");
  }

  @Test
  void logGroups_andQueues_standInTheKernelsBuckets() {
    for (int number : new int[] {16, 17, 0, 256}) {
      put(Entry.newBuilder().setLogGroup(LogGroup.newBuilder().setGroup(number)));
      put(Entry.newBuilder().setPacketQueue(PacketQueue.newBuilder().setNumber(number)));
    }

    assertThat(firstColumn("netfilter/nfnetlink_log")).containsExactly("256", "0", "16", "17");
    assertThat(firstColumn("netfilter/nfnetlink_queue")).containsExactly("0", "16", "256", "17");
  }

  private List<String> firstColumn(String name) {
    return file(name, ReadOptions.getDefaultInstance())
        .lines()
        .map(line -> line.substring(0, 5).strip())
        .toList();
  }

  @Test
  void copyMode_unknown_isRefused() {
    assertRefused(
        Entry.newBuilder().setLogGroup(LogGroup.newBuilder().setCopyModeValue(4).setGroup(0x10000)),
        "log_group.copy_mode",
        "log_group.group");
    assertRefused(
        Entry.newBuilder()
            .setPacketQueue(PacketQueue.newBuilder().setCopyModeValue(4).setNumber(0x10000)),
        "packet_queue.copy_mode",
        "packet_queue.number");
  }

  @Test
  void xtablesName_new_isTheFirstOfItsFile() {
    String before = file("ip_tables_targets", ReadOptions.getDefaultInstance());
    XtablesName.Builder target =
        XtablesName.newBuilder()
            .setFamily(XtablesFamily.XTABLES_FAMILY_IPV4)
            .setKind(XtablesKind.XTABLES_KIND_TARGET)
            .setName("ECHO");

    put(Entry.newBuilder().setXtablesName(target));

    assertThat(file("ip_tables_targets", ReadOptions.getDefaultInstance()))
        .isEqualTo("ECHO\n" + before);
  }

  @Test
  void xtablesName_wrong_isRefused() {
    assertRefused(
        Entry.newBuilder().setXtablesName(XtablesName.newBuilder().setKindValue(4)),
        "xtables_name.family",
        "xtables_name.kind",
        "xtables_name.name");
  }

  @Test
  void matchTable_put_isAFileUntilDeleted() {
    Entry.Builder table =
        Entry.newBuilder()
            .setMatchTable(
                MatchTable.newBuilder()
                    .setModule(MatchTableModule.MATCH_TABLE_MODULE_RECENT)
                    .setName("ssh"));

    put(table);

    assertThat(file("xt_recent/ssh", ReadOptions.getDefaultInstance())).isEmpty();
    delete(table);
    assertThat(Failure.of(() -> file("xt_recent/ssh", ReadOptions.getDefaultInstance())).reason())
        .isEqualTo(ErrorReason.ERROR_REASON_NET_FILE_UNKNOWN);
  }

  @Test
  void matchTable_wrong_isRefused() {
    assertRefused(
        Entry.newBuilder().setMatchTable(MatchTable.newBuilder().setName("a/b")),
        "match_table.module",
        "match_table.name");
  }

  @Test
  void recentAddress_put_isARowOfItsFile() {
    put(Entry.newBuilder().setRecentAddress(NetfilterSamples.recentAddress()));

    assertThat(file("xt_recent/DEFAULT", ReadOptions.getDefaultInstance()))
        .isEqualTo(
            "src=2001:0db8:0000:0000:0000:0000:0000:0001 ttl: 64 last_seen: 18446744073709551615"
                + " oldest_pkt: 1 18446744073709551615, 5\n");
    assertThat(listed("recent_addresses", HIDDEN).getFirst().getRecentAddress().getAddress())
        .isEqualTo("::");
  }

  @Test
  void recentAddress_wrong_isRefused() {
    RecentAddress.Builder wrong = NetfilterSamples.recentAddress();

    assertRefused(
        Entry.newBuilder().setRecentAddress(wrong.clone().setAddress("x").setTtl(256)),
        "recent_address.address",
        "recent_address.ttl");
    assertRefused(
        Entry.newBuilder().setRecentAddress(wrong.clone().setNewest(3)), "recent_address.newest");
    assertRefused(
        Entry.newBuilder().setRecentAddress(wrong.clone().clearTimestamps()),
        "recent_address.timestamps");
    assertRefused(
        Entry.newBuilder().setRecentAddress(wrong.clone().setList("..")), "recent_address.list");
  }

  @Test
  void hashlimitBucket_put_isARowOfItsFile() {
    put(Entry.newBuilder().setHashlimitBucket(NetfilterSamples.hashlimitBucket()));

    assertThat(file("ipt_hashlimit/http", ReadOptions.getDefaultInstance()))
        .isEqualTo("-1 10.0.0.1:65535->10.0.0.2:80 18446744073709551615 2 3\n");
    assertThat(listed("hashlimit_buckets", HIDDEN).getFirst().getHashlimitBucket())
        .isEqualTo(
            NetfilterSamples.hashlimitBucket()
                .setSource("0.0.0.0")
                .setSourcePort(0)
                .setDestination("0.0.0.0")
                .setDestinationPort(0)
                .build());
  }

  @Test
  void hashlimitBucket_wrong_isRefused() {
    HashlimitBucket.Builder wrong = NetfilterSamples.hashlimitBucket();

    assertRefused(
        Entry.newBuilder().setHashlimitBucket(wrong.clone().clearSource().clearDestination()),
        "hashlimit_bucket.source",
        "hashlimit_bucket.destination");
    assertRefused(
        Entry.newBuilder().setHashlimitBucket(wrong.clone().setDestination("::1")),
        "hashlimit_bucket.destination");
    assertRefused(
        Entry.newBuilder().setHashlimitBucket(wrong.clone().setSourcePort(0x10000)),
        "hashlimit_bucket.source_port");
    assertRefused(
        Entry.newBuilder().setHashlimitBucket(wrong.clone().clearTable()),
        "hashlimit_bucket.table");
  }

  private void assertRefused(Entry.Builder entry, String... fields) {
    assertThat(Failure.of(() -> put(entry)).violations().keySet())
        .extracting(field -> field.replace("mutations[0].put_entry.", ""))
        .containsExactlyInAnyOrder(fields);
  }
}
