package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.hash.Hashing;
import com.google.common.net.HttpHeaders;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.util.Durations;
import com.google.rpc.ErrorInfo;
import dev.procnet.server.config.ListenAddress;
import dev.procnet.v1.AdminServiceGrpc;
import dev.procnet.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.CreateStackRequest;
import dev.procnet.v1.DrainRequest;
import dev.procnet.v1.GetConfigRequest;
import dev.procnet.v1.GetServerStatusRequest;
import dev.procnet.v1.GetServerStatusResponse;
import dev.procnet.v1.GetStackRequest;
import dev.procnet.v1.IntrospectionServiceGrpc;
import dev.procnet.v1.IntrospectionServiceGrpc.IntrospectionServiceBlockingStub;
import dev.procnet.v1.ListEntriesRequest;
import dev.procnet.v1.ListInterfacesRequest;
import dev.procnet.v1.ListNeighborsRequest;
import dev.procnet.v1.ListNetFilesRequest;
import dev.procnet.v1.ListRoutesRequest;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.NetFile;
import dev.procnet.v1.Property;
import dev.procnet.v1.Quota;
import dev.procnet.v1.ReadNetFileRequest;
import dev.procnet.v1.Stack;
import dev.procnet.v1.StackServiceGrpc;
import dev.procnet.v1.StackServiceGrpc.StackServiceBlockingStub;
import dev.procnet.v1.SysctlValue;
import dev.procnet.v1.WatchStackRequest;
import dev.procnet.v1.WatchStackResponse;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Identities, roles, pages, the audit log and the admin listener of a server that runs. */
class AccessTest {

  private static final String POLICY =
      """
      grants:
        - who: token:root
          roles: [reader, controller, admin]
        - who: token:lab
          roles: [reader, controller]
          stacks: [lab, lab-2]
        - who: token:blind
          roles: reader-redacted
      """;

  @TempDir Path directory;

  private TestDaemon start(String policy, String... flags) throws Exception {
    StringBuilder tokens = new StringBuilder();
    for (String name : List.of("root", "lab", "blind", "stranger")) {
      tokens.append(name).append(' ');
      tokens.append(Hashing.sha256().hashString(name, StandardCharsets.UTF_8)).append('\n');
    }
    List<String> all = new ArrayList<>();
    all.add("--policy");
    all.add(Files.writeString(directory.resolve("policy"), policy).toString());
    all.add("--tokens");
    all.add(Files.writeString(directory.resolve("tokens"), tokens).toString());
    all.addAll(Arrays.asList(flags));
    return TestDaemon.start(all.toArray(String[]::new));
  }

  @Test
  void stacks_ofCallerWithSome_areThose() throws Exception {
    try (TestDaemon test = start(POLICY)) {
      StackServiceBlockingStub lab = stacks(test, "lab");
      create(lab, "lab");
      assertThatThrownBy(() -> create(lab, "other"))
          .hasMessage(
              "PERMISSION_DENIED: 'token:lab' does not have the role controller for stack other,"
                  + " which procnet.v1.StackService/CreateStack needs");
      assertThatThrownBy(() -> create(lab, "")).hasMessageStartingWith("PERMISSION_DENIED");
      assertThatThrownBy(() -> lab.getStack(GetStackRequest.getDefaultInstance()))
          .hasMessageContaining("for stack default");
      create(stacks(test, "root"), "other");

      assertThat(names(lab)).containsExactly("lab");
      assertThat(names(stacks(test, "blind"))).containsExactly("default", "lab", "other");
      assertThatThrownBy(() -> names(stacks(test, "stranger")))
          .hasMessageStartingWith("PERMISSION_DENIED: 'token:stranger'");
    }
  }

  @Test
  void denial_hasReasonAndWhatIsMissing() throws Exception {
    try (TestDaemon test = start(POLICY)) {
      assertThatThrownBy(() -> create(stacks(test, "blind"), "x"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> {
                ErrorInfo info = info(e);
                assertThat(info.getReason()).isEqualTo("ROLE_MISSING");
                assertThat(info.getMetadataMap())
                    .containsEntry("role", "controller")
                    .containsEntry("caller", "token:blind");
              });
      assertThatThrownBy(
              () ->
                  StackServiceGrpc.newBlockingStub(test.channel())
                      .listStacks(ListStacksRequest.getDefaultInstance()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(info(e).getReason()).isEqualTo("CALLER_UNKNOWN"));
    }
  }

  @Test
  void redactedReader_seesRowsWithoutAddresses() throws Exception {
    String tree = Path.of("src/test/resources/corpus/linux-6.18/veth-dual-a").toString();
    try (TestDaemon test = start(POLICY, "--import", tree)) {
      List<String> whole = read(test, "root", "tcp").lines().toList();
      List<String> redacted = read(test, "blind", "tcp").lines().toList();

      assertThat(redacted).hasSameSizeAs(whole).isNotEqualTo(whole);
      assertThat(redacted.subList(1, redacted.size()))
          .allMatch(row -> row.contains(": 00000000:0000 00000000:0000 "));
    }
  }

  @Test
  void redactedReader_findsNoAddressInAnyFile() throws Exception {
    Pattern address =
        Pattern.compile("\\d+(\\.\\d+){3}|\\b[0-9a-f]{32}\\b|\\b[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    String tree = Path.of("src/test/resources/corpus/linux-6.18/veth-dual-a").toString();
    try (TestDaemon test = start(POLICY, "--import", tree)) {
      IntrospectionServiceBlockingStub blind =
          IntrospectionServiceGrpc.newBlockingStub(as(test.channel(), "blind"));
      List<NetFile> files =
          blind.listNetFiles(ListNetFilesRequest.getDefaultInstance()).getFilesList();
      int seen = 0;
      for (NetFile file : files) {
        Matcher found = address.matcher(read(test, "blind", file.getName()));
        while (found.find()) {
          assertThat(found.group()).as(file.getName()).matches("[0.:]+");
          seen++;
        }
        assertThat(read(test, "blind", file.getName()).lines().count())
            .isEqualTo(read(test, "root", file.getName()).lines().count());
      }
      assertThat(files).hasSizeGreaterThan(50);
      assertThat(seen).isGreaterThan(50);
      assertThat(
              List.of(
                  blind.listRoutes(ListRoutesRequest.getDefaultInstance()).toString(),
                  blind.listNeighbors(ListNeighborsRequest.getDefaultInstance()).toString(),
                  blind.listInterfaces(ListInterfacesRequest.getDefaultInstance()).toString(),
                  blind.listEntries(ListEntriesRequest.getDefaultInstance()).toString()))
          .allSatisfy(
              text ->
                  assertThat(text)
                      .doesNotContain("\"10.", "\"fe80:", "\"fd", "\"224.", "\"ff02:")
                      .doesNotContainPattern("_address: \"[0-9a-f:]*[1-9a-f]"));
    }
  }

  @Test
  void redactedReader_capturedFile_isDeniedAndNotListed() throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.writeString(tree.resolve("arp"), "10.1.2.3 made by hand\n");
    try (TestDaemon test = start(POLICY, "--import", tree.toString(), "--import-lenient")) {
      assertThat(read(test, "root", "arp")).startsWith("10.1.2.3");
      assertThatThrownBy(() -> read(test, "blind", "arp"))
          .hasMessage(
              "PERMISSION_DENIED: 'arp' is kept as it was captured, so its addresses can't be"
                  + " hidden");
      assertThat(
              IntrospectionServiceGrpc.newBlockingStub(as(test.channel(), "blind"))
                  .listNetFiles(ListNetFilesRequest.getDefaultInstance())
                  .getFilesList())
          .extracting(NetFile::getName)
          .doesNotContain("arp");
    }
  }

  @Test
  void redactedReader_pages_haveRowsWithoutAddresses() throws Exception {
    String tree = Path.of("src/test/resources/corpus/linux-6.18/veth-dual-a").toString();
    try (TestDaemon test = start(POLICY, "--import", tree)) {
      assertThat(page(test, "/stacks/default/net/tcp", "blind").body())
          .isEqualTo(read(test, "blind", "tcp"));
      assertThat(page(test, "/stacks/default/net/tcp", "root").body())
          .isEqualTo(read(test, "root", "tcp"));
      String sockets = "/stacks/default/sockets?protocol=tcp";
      Pattern end = Pattern.compile("\\d+(\\.\\d+){3}:(\\d+|\\*)");
      assertThat(found(end, page(test, sockets, "root").body()))
          .anyMatch(one -> one.contains(".1:"));
      assertThat(found(end, page(test, sockets, "blind").body()))
          .isNotEmpty()
          .containsOnly("0.0.0.0:*");
      assertThat(found(end, page(test, sockets + "&port=80&local=10.0.0.0/8", "blind").body()))
          .isEmpty();
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void redactedReader_capturedFilesPage_isDeniedAndNotListed() throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.writeString(tree.resolve("arp"), "10.1.2.3 made by hand\n");
    try (TestDaemon test = start(POLICY, "--import", tree.toString(), "--import-lenient")) {
      assertThat(page(test, "/stacks/default/net/arp", "root").body()).startsWith("10.1.2.3");
      assertThat(page(test, "/stacks/default/net/arp", "blind").statusCode()).isEqualTo(403);
      assertThat(page(test, "/stacks/default/net/", "root").body().lines()).contains("arp");
      assertThat(page(test, "/stacks/default/net/", "blind").body().lines()).doesNotContain("arp");
    }
  }

  @Test
  void unixPeer_isKnownByUidAndGid() throws Exception {
    String uid = Files.getAttribute(directory, "unix:uid").toString();
    String socket = "unix:" + directory.resolve("s");
    String policy =
        """
        grants:
          - {who: 'uid:%s', roles: reader}
          - {who: 'uid:4294967294', roles: controller}
        """
            .formatted(uid);
    try (TestDaemon test = start(policy, "--listen", socket, "--socket-mode", "0660")) {
      StackServiceBlockingStub stacks =
          StackServiceGrpc.newBlockingStub(test.channel(ListenAddress.parse(socket)));

      assertThat(names(stacks)).containsExactly("default");
      assertThatThrownBy(() -> create(stacks, "x"))
          .hasMessageStartingWith("PERMISSION_DENIED: 'gid:")
          .hasMessageContaining(" uid:" + uid + "' does not have the role controller");
      assertThat(Files.getPosixFilePermissions(directory.resolve("s"))).hasSize(4);
    }
  }

  @Test
  void local_withoutPolicy_hasAll_andWithOneWhatItGrants() throws Exception {
    try (TestDaemon test = TestDaemon.start()) {
      create(StackServiceGrpc.newBlockingStub(test.channel()), "x");
    }
    String policy = "grants: [{who: local, roles: reader}]\n";
    try (TestDaemon test = start(policy)) {
      StackServiceBlockingStub local = StackServiceGrpc.newBlockingStub(test.channel());
      assertThat(names(local)).containsExactly("default");
      assertThatThrownBy(() -> create(local, "x")).hasMessageStartingWith("UNAUTHENTICATED");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/healthz,                          200, 200, 200, 200",
    "/,                                 401, 200, 403, 200",
    "/live,                             401, 200, 403, 200",
    "/stacks/lab,                       401, 200, 200, 200",
    "/stacks/lab/net/dev,               401, 200, 200, 200",
    "/stacks/default/net/dev,           401, 200, 403, 200",
    "/stacks%2Flab/default/net/dev,     401, 400, 403, 400",
    "/metrics,                          401, 200, 403, 403",
    "/metrics?stack=lab,                401, 200, 403, 403",
    "/metrics/stacks/lab,               401, 200, 200, 403",
    "/metrics/stacks/lab?stack=default, 401, 200, 200, 403",
    "/metrics/stacks/default,           401, 200, 403, 403",
    "/metrics/server,                   401, 200, 200, 200",
    "/metrics/targets,                  401, 200, 403, 403",
  })
  void page_byCaller_isShownOrNot(String path, int nobody, int root, int lab, int blind)
      throws Exception {
    try (TestDaemon test = start(POLICY)) {
      create(stacks(test, "root"), "lab");

      assertThat(page(test, path, "").statusCode()).as("nobody").isEqualTo(nobody);
      int shown = page(test, path, "root").statusCode();
      assertThat(shown == 404 ? 400 : shown).as("root").isEqualTo(root);
      assertThat(page(test, path, "lab").statusCode()).as("lab").isEqualTo(lab);
      int redacted = page(test, path, "blind").statusCode();
      assertThat(redacted == 404 ? 400 : redacted).as("blind").isEqualTo(blind);
      assertThat(page(test, path, "guess").statusCode()).isIn(200, 401);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:7462, 200",
    "[::1], 200",
    "LocalHost:1, 200",
    "a.localhost, 200",
    "status.example.org, 200",
    "evil.example.org, 421",
    "127.0.0.1.evil.example.org:7462, 421",
    "localhost.evil.org, 421",
    "'a b', 421",
  })
  void page_byHost_isOnlyThatOfKnownNames(String host, int status) throws Exception {
    try (TestDaemon test = TestDaemon.start("--web-host", "Status.Example.org")) {
      ListenAddress.Tcp web = test.daemon().webAddress().orElseThrow();
      try (Socket socket = new Socket(web.host(), web.port())) {
        socket
            .getOutputStream()
            .write(
                ("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 " + status + " ");
      }
    }
  }

  @Test
  void auditLog_hasALineForMutationsDenialsAndAdminCalls() throws Exception {
    Path log = directory.resolve("audit");
    try (TestDaemon test =
        start(POLICY, "--audit-log", log.toString(), "--admin-listen", "127.0.0.1:0")) {
      create(stacks(test, "lab"), "lab");
      mutate(stacks(test, "lab"), "lab");
      assertThat(names(stacks(test, "root"))).hasSize(2);
      assertThatThrownBy(() -> mutate(stacks(test, "lab"), "default"))
          .isInstanceOf(StatusRuntimeException.class);
      assertThatThrownBy(() -> mutate(stacks(test, "root"), "none"))
          .hasMessageStartingWith("NOT_FOUND");
      assertThat(admin(test, "root").getConfig(GetConfigRequest.getDefaultInstance())).isNotNull();
      assertThat(page(test, "/metrics", "blind").statusCode()).isEqualTo(403);
      await().until(() -> lines(log).size() == 6);
    }

    List<JsonObject> lines = lines(log);
    assertThat(lines)
        .extracting(AccessTest::summary)
        .containsExactly(
            "[\"token:lab\"] procnet.v1.StackService/CreateStack [\"lab\"] 1 allowed OK",
            "[\"token:lab\"] procnet.v1.StackService/ApplyMutations [\"lab\"] 2 allowed OK",
            "[\"token:lab\"] procnet.v1.StackService/ApplyMutations [\"default\"] - denied"
                + " PERMISSION_DENIED",
            "[\"token:root\"] procnet.v1.StackService/ApplyMutations [\"none\"] - allowed"
                + " NOT_FOUND",
            "[\"token:root\"] procnet.v1.AdminService/GetConfig [] - allowed OK",
            "[\"token:blind\"] GET /metrics [] - denied 403");
    assertThat(Files.readString(log)).doesNotContain("ip_forward", "Bearer");
    assertThat(lines.get(2).get("reason").getAsString()).isEqualTo("ROLE_MISSING");
    assertThat(lines.get(0).get("peer").getAsString()).startsWith("127.0.0.1:");
  }

  @Test
  void status_andConfig_areThoseOfTheServer() throws Exception {
    try (TestDaemon test = start(POLICY, "--admin-listen", "127.0.0.1:0", "--max-stacks", "7")) {
      GetServerStatusResponse status =
          admin(test, "root").getServerStatus(GetServerStatusRequest.getDefaultInstance());

      assertThat(status.getApiVersionsList()).containsExactly("procnet.v1");
      assertThat(status.getQuotasList())
          .contains(Quota.newBuilder().setName("stacks").setLimit(7).setUsed(1).build());
      assertThat(status.getListenersList())
          .contains("admin=" + test.daemon().adminAddress().orElseThrow());
      assertThat(status.getDraining()).isFalse();
      assertThat(status.getFilesList())
          .extracting(file -> file.getName() + file.getProblem())
          .containsExactly("tokens", "policy");
      assertThat(
              admin(test, "root")
                  .getConfig(GetConfigRequest.getDefaultInstance())
                  .getPropertiesList())
          .contains(
              property("max-stacks", "7", "flag"),
              property("max-calls", "1000", "default"),
              property("tls-cert", "", "default"));
    }
  }

  @Test
  void drain_ofAdmin_endsWatchesWithRetryAndStops() throws Exception {
    try (TestDaemon test = start(POLICY, "--admin-listen", "127.0.0.1:0", "--drain-grace", "1m")) {
      BlockingClientCall<?, WatchStackResponse> watch =
          IntrospectionServiceGrpc.newBlockingV2Stub(as(test.channel(), "root"))
              .watchStack(WatchStackRequest.newBuilder().setInitialState(true).build());
      assertThat(watch.read()).isNotNull();
      var waiting = FakeService.startWait(test.channel(), "last");
      test.service.awaitCall();
      var health = HealthGrpc.newBlockingStub(test.channel());

      var _ = admin(test, "root").drain(DrainRequest.getDefaultInstance());

      assertThat(test.told).containsExactly("drain");
      assertThatThrownBy(() -> readAll(watch))
          .isInstanceOfSatisfying(
              StatusException.class,
              e ->
                  assertThat(status(e).getDetailsList().toString())
                      .contains("DRAINING", "RetryInfo"));
      assertThatThrownBy(() -> health.check(HealthCheckRequest.getDefaultInstance()))
          .satisfies(e -> assertThat(e).hasMessageStartingWith("UNAVAILABLE"));
      test.service.letGo();
      assertThat(waiting.get().getValue()).isEqualTo("last");
      test.daemon().awaitStopped();
      assertThat(test.told).containsExactly("drain");
    }
  }

  @Test
  void drain_wrongGrace_isRefusedAndChangesNothing() throws Exception {
    try (TestDaemon test = start(POLICY, "--admin-listen", "127.0.0.1:0")) {
      DrainRequest request = DrainRequest.newBuilder().setGrace(Durations.fromHours(2)).build();

      assertThatThrownBy(() -> admin(test, "root").drain(request))
          .hasMessage("INVALID_ARGUMENT: grace: is 7200 s and 0 ns, expected 0 s to 3600 s");
      assertThat(
              HealthGrpc.newBlockingStub(test.channel())
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
    }
  }

  private static void readAll(BlockingClientCall<?, ?> call) throws Exception {
    Object message = call.read();
    while (message != null) {
      message = call.read();
    }
  }

  private static Property property(String name, String value, String origin) {
    return Property.newBuilder().setName(name).setValue(value).setOrigin(origin).build();
  }

  private static Channel as(Channel channel, String token) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static StackServiceBlockingStub stacks(TestDaemon test, String token) {
    return StackServiceGrpc.newBlockingStub(as(test.channel(), token));
  }

  private static AdminServiceBlockingStub admin(TestDaemon test, String token) {
    return AdminServiceGrpc.newBlockingStub(as(test.admin(), token));
  }

  private static void create(StackServiceBlockingStub stacks, String name) {
    Stack stack = Stack.newBuilder().setName(name).build();
    assertThat(stacks.createStack(CreateStackRequest.newBuilder().setStack(stack).build()))
        .isNotNull();
  }

  private static void mutate(StackServiceBlockingStub stacks, String name) {
    SysctlValue set =
        SysctlValue.newBuilder().setName("sys/net/ipv4/ip_forward").setValue("1").build();
    assertThat(
            stacks.applyMutations(
                ApplyMutationsRequest.newBuilder()
                    .setStack(name)
                    .addMutations(Mutation.newBuilder().setSetSysctl(set))
                    .build()))
        .isNotNull();
  }

  private static List<String> names(StackServiceBlockingStub stacks) {
    return stacks.listStacks(ListStacksRequest.getDefaultInstance()).getStacksList().stream()
        .map(Stack::getName)
        .toList();
  }

  private static String read(TestDaemon test, String token, String file) {
    return IntrospectionServiceGrpc.newBlockingStub(as(test.channel(), token))
        .readNetFile(ReadNetFileRequest.newBuilder().setName(file).build())
        .getContent()
        .toStringUtf8();
  }

  private static com.google.rpc.Status status(Throwable error) {
    return Objects.requireNonNull(StatusProto.fromThrowable(error));
  }

  private static ErrorInfo info(StatusRuntimeException error) {
    try {
      return status(error).getDetails(0).unpack(ErrorInfo.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> page(TestDaemon test, String path, String token)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://" + test.daemon().webAddress().orElseThrow() + path);
      HttpRequest.Builder request = HttpRequest.newBuilder(uri);
      if (!token.isEmpty()) {
        request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
      }
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static List<JsonObject> lines(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  private static String summary(JsonObject line) {
    return line.get("caller")
        + " "
        + line.get("method").getAsString()
        + " "
        + line.get("stacks")
        + " "
        + (line.has("revision") ? line.get("revision").getAsString() : "-")
        + " "
        + line.get("decision").getAsString()
        + " "
        + line.get("status").getAsString();
  }
}
