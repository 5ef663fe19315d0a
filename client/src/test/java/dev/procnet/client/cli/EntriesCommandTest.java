package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.v1.Connection;
import dev.procnet.v1.ConnectionPorts;
import dev.procnet.v1.ConnectionStatus;
import dev.procnet.v1.ConnectionTuple;
import dev.procnet.v1.Entry;
import dev.procnet.v1.FlowLabel;
import dev.procnet.v1.FlowLabelSharing;
import dev.procnet.v1.ListEntriesRequest;
import dev.procnet.v1.PacketLogger;
import dev.procnet.v1.RecentAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntriesCommandTest {

  private final FakeServer server = FakeServer.start();
  private final Cli cli = Cli.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  private void add(Entry.Builder... entries) {
    for (Entry.Builder entry : entries) {
      server.stack().entries().add(entry.build());
    }
  }

  private static Entry.Builder flowLabel(int label) {
    return Entry.newBuilder()
        .setFlowLabel(
            FlowLabel.newBuilder()
                .setLabel(label)
                .setSharing(FlowLabelSharing.FLOW_LABEL_SHARING_USER)
                .setOwner(-1)
                .setLingerSeconds(-6)
                .setDestination("2001:db8::7"));
  }

  private static Connection.Builder connection() {
    return Connection.newBuilder()
        .setProtocol(6)
        .setOriginal(
            ConnectionTuple.newBuilder()
                .setSource("10.0.0.1")
                .setPorts(ConnectionPorts.newBuilder().setDestination(80)))
        .setUseCount(2);
  }

  @Test
  void entries_ofOneKind_haveAColumnAField() {
    add(flowLabel(1), flowLabel(2), flowLabel(3));

    assertThat(cli.run("entries").out())
        .isEqualTo(
            """
            LABEL  SHARING  OWNER       USERS  LINGER-SECONDS  EXPIRES-SECONDS  DESTINATION  OPTION-LENGTH
            1      user     4294967295  0      -6              0                2001:db8::7  0
            2      user     4294967295  0      -6              0                2001:db8::7  0
            3      user     4294967295  0      -6              0                2001:db8::7  0
            """);
  }

  @Test
  void entries_fieldsWithin_areOneColumn() {
    add(
        Entry.newBuilder()
            .setConnection(connection().setStatus(ConnectionStatus.CONNECTION_STATUS_ASSURED)),
        Entry.newBuilder().setConnection(connection().setMark(0)));

    assertThat(cli.run("entries", "connections").out())
        .isEqualTo(
            """
            PROTOCOL  ORIGINAL                                             UNREPLIED  STATUS   MARK  USE-COUNT
            6         source=10.0.0.1 ports.source=0 ports.destination=80  no         assured  -     2
            6         source=10.0.0.1 ports.source=0 ports.destination=80  no         -        0     2
            """);
  }

  @Test
  void entries_wide_haveAColumnForAllThatThereCouldBe() {
    add(Entry.newBuilder().setConnection(connection()));

    List<String> lines = cli.run("entries", "-o", "wide").out().lines().toList();

    assertThat(lines.get(0))
        .startsWith("PROTOCOL  ORIGINAL.SOURCE  ")
        .contains("ORIGINAL.ICMP.ID", "REPLY.SOURCE", "ZONE.DIRECTION", "USE-COUNT");
    assertThat(lines.get(1)).startsWith("6         10.0.0.1         -  ").endsWith("  2");
  }

  @Test
  void entries_ofSeveralKinds_areALineEach() {
    add(
        flowLabel(1),
        Entry.newBuilder()
            .setPacketLogger(
                PacketLogger.newBuilder().setFamily(2).addRegistered("a").addRegistered("b c")),
        Entry.newBuilder()
            .setRecentAddress(RecentAddress.newBuilder().setList("x\u001b").addTimestamps(-1)));

    assertThat(cli.run("entries").out())
        .isEqualTo(
            """
            KIND            FIELDS
            flow-label      label=1 sharing=user owner=4294967295 users=0 linger_seconds=-6 expires_seconds=0 destination=2001:db8::7 option_length=0
            packet-logger   family=2 registered=a,b c
            recent-address  list=x\\x1b ttl=0 newest=0 timestamps=18446744073709551615
            """);
  }

  @Test
  void entries_bytesAndUnknownConstants_areReadable() {
    add(
        Entry.newBuilder()
            .setConnection(
                Connection.newBuilder()
                    .setStatusValue(77)
                    .setSecurityContext(ByteString.copyFrom(new byte[] {'a', (byte) 0xff}))));

    assertThat(cli.run("entries").out())
        .isEqualTo(
            """
            PROTOCOL  UNREPLIED  STATUS  SECURITY-CONTEXT  USE-COUNT
            0         no         77      a\\xff             0
            """);
  }

  @Test
  void entries_ofNoKindThatIsKnown_areShownAsSuch() {
    add(Entry.newBuilder());

    assertThat(cli.run("entries").out()).isEqualTo("KIND  FIELDS\n-     -\n");
  }

  @Test
  void entries_none_printTheHeadAlone() {
    assertThat(cli.run("entries").out()).isEqualTo("KIND  FIELDS\n");
  }

  @Test
  void entries_name_printsKinds() {
    add(flowLabel(1), flowLabel(2), Entry.newBuilder().setConnection(connection()));

    assertThat(cli.run("entries", "-o", "name").out())
        .isEqualTo("flow-label\nflow-label\nconnection\n");
  }

  @Test
  void entries_json_isTheAnswer() {
    add(flowLabel(1));

    assertThat(cli.run("entries", "-o", "json").out())
        .contains("\"header\": {")
        .contains("\"flowLabel\": {")
        .contains("\"lingerSeconds\": \"-6\"")
        .doesNotContain("nextPageToken");
  }

  @Test
  void entries_kindsAndReader_areAskedForOnEveryPage() {
    add(flowLabel(1), flowLabel(2), flowLabel(3));

    cli.run("entries", "flow-labels", "Log_Groups", "--revision", "1", "--hide-addresses");

    assertThat(server.requests(ListEntriesRequest.class))
        .hasSize(2)
        .allSatisfy(
            request ->
                assertThat(request.getKindsList()).containsExactly("flow_labels", "log_groups"));
    ListEntriesRequest first = server.requests(ListEntriesRequest.class).get(0);
    assertThat(first.getRead().getExactRevision()).isEqualTo(1);
    assertThat(first.getRead().getReader().getHideAddresses()).isTrue();
    assertThat(server.requests(ListEntriesRequest.class).get(1).hasRead()).isFalse();
  }

  @Test
  void words_ofKinds_areOneEach() {
    assertThat(new EntryKinds.Words())
        .hasSize(Entry.getDescriptor().getFields().size())
        .doesNotHaveDuplicates()
        .contains("flow-labels", "connections", "recent-addresses", "xtables-names");
  }

  @Test
  void completionBash_entries_offersKinds() {
    assertThat(cli.run("completion", "bash").out()).contains("recent-addresses");
  }

  @Test
  void columns_ofEveryKind_areFew() {
    for (FieldDescriptor kind : Entry.getDescriptor().getFields()) {
      assertThat(EntryFields.paths(kind))
          .as(kind.getName())
          .isNotEmpty()
          .hasSizeLessThan(64)
          .doesNotHaveDuplicates();
    }
  }
}
