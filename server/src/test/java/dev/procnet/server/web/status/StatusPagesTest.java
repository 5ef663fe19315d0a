package dev.procnet.server.web.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.procnet.server.LogRecorder;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Samples;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.web.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPagesTest {

  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

  private final StatusServer server = new StatusServer();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.page(path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private String html(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path, "Accept", BROWSER);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    return text(answer);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** What a request of just this line is answered with. */
  private String raw(String line) throws IOException {
    try (Socket socket = new Socket(server.address().host(), server.address().port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((line + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The cells of the first column of a page's only table body. */
  private static List<String> cells(String html, int column) {
    return Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL)
        .matcher(html.substring(html.indexOf("<tbody>")))
        .results()
        .map(row -> Splitter.on("<td").splitToList(row.group(1)).get(column + 1))
        .map(cell -> cell.substring(cell.indexOf('>') + 1).replaceAll("<[^>]*>", "").strip())
        .toList();
  }

  @Test
  void root_stacks_areListedWithProfileRevisionAndSockets() throws Exception {
    server.add("router", "linux-6.18/forward");
    Stack web = server.add("web", Samples.host(Profile.LINUX_6_1));
    Samples.apply(web, Samples.openTcp(80, TcpState.LISTEN));

    String page = html("/");

    assertThat(page)
        .contains("<a href=\"/stacks/router\">router</a>", "<a href=\"/stacks/web\">web</a>")
        .contains("linux-6.18", "linux-6.1")
        .contains("data-value=\"stack.web.revision\">2<")
        .contains("tcp <b>1</b>")
        .contains("90 s ago")
        .contains("procnetd 1.2.3, commit 0123456789ab");
  }

  @Test
  void root_failedCalls_areListedNewestFirst() throws Exception {
    for (int i = 0; i < 60; i++) {
      server.errors.add(
          new RecentErrors.Failed(Samples.NOW, "S/M", "INTERNAL", "<em>" + i + "</em>"));
    }

    String page = html("/");

    assertThat(page).contains("&lt;em&gt;59&lt;/em&gt;", "&lt;em&gt;10&lt;/em&gt;");
    assertThat(page).doesNotContain("&lt;em&gt;9&lt;/em&gt;").doesNotContain("<em>");
    assertThat(page.indexOf("59&lt;")).isLessThan(page.indexOf("58&lt;"));
  }

  @Test
  void root_manyStacks_areOnPages() throws Exception {
    for (int i = 0; i < 250; i++) {
      server.add("s%03d".formatted(i), Samples.host(Profile.LINUX_6_18));
    }

    assertThat(html("/")).contains("1 to 100 of 250 stacks", "s099").doesNotContain("s100");
    assertThat(html("/?page=3")).contains("s249").contains("data-live=\"/live?page=3\"");
    JsonObject live = JsonParser.parseString(text(get("/live?page=3"))).getAsJsonObject();
    assertThat(live.getAsJsonObject("values").keySet()).hasSize(100);
    assertThat(html("/?page=3")).contains("data-shape=" + live.get("shape"));
  }

  @Test
  void stack_page_hasInterfacesSocketsCountersAndFiles() throws Exception {
    server.add("t", "linux-6.18/tcp-2000");

    String page = html("/stacks/t");

    assertThat(page)
        .contains("data-value=\"interface.2.rx_bytes\">42491<")
        .contains("data-rate=\"interface.2.tx_bytes\"")
        .contains("/stacks/t/sockets?protocol=tcp&amp;state=listen\">listen <b")
        .contains("data-value=\"counter.snmp.Tcp.ActiveOpens\">1500<")
        .contains("data-value=\"counter.snmp.Tcp.MaxConn\">-1<")
        .contains("<a href=\"/stacks/t/net/tcp\">")
        .contains("<a href=\"/stacks/t/net/dev_snmp6/\">");
  }

  @Test
  void links_ofEveryPage_arePages() throws Exception {
    server.add("t", "linux-6.18/conntrack");
    for (String page : List.of("/", "/stacks/t", "/stacks/t/net/", "/stacks/t/net/netfilter/")) {
      List<String> links =
          Pattern.compile("href=\"(/[^\"#]*)\"")
              .matcher(html(page))
              .results()
              .map(link -> link.group(1).replace("&amp;", "&"))
              // Those for programs are pages of others.
              .filter(link -> !link.startsWith("/metrics") && !link.equals("/healthz"))
              .distinct()
              .toList();
      assertThat(links).hasSizeGreaterThan(3);
      for (String link : links) {
        assertThat(get(link, "Accept", BROWSER).statusCode()).as(link).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "*/*, text/plain",
    "text/plain, text/plain",
    "text/html, text/html",
    "'text/*', text/plain",
    "'text/html;q=0.4, text/plain;q=0.5', text/plain",
    "'text/html, */*;q=0.8', text/html",
    "'text/html;q=0, */*', text/plain",
    "'text/plain;q=0, */*', text/html",
    "'garbage', text/plain",
    "'/,;=;;q=,\"', text/plain",
    "'text/html;q=nonsense', text/plain",
    "'text/html;q=7', text/plain",
  })
  void file_accept_decidesTheForm(String accept, String type) throws Exception {
    server.add("t", "linux-6.18/forward");

    HttpResponse<byte[]> answer = get("/stacks/t/net/arp", "Accept", accept);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo(type + "; charset=utf-8");
    assertThat(header(answer, "Vary")).isEqualTo("Accept");
  }

  @Test
  void file_acceptOfThousands_isAnswered() throws Exception {
    server.add("t", "linux-6.18/forward");

    String absurd = "a/b;q=0.1,".repeat(1500) + "text/html";
    assertThat(header(get("/stacks/t/net/arp", "Accept", absurd), "Content-Type"))
        .startsWith("text/html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "text/html;q=0, text/plain;q=0", "application/json"})
  void file_acceptOfNeither_is406(String accept) throws Exception {
    server.add("t", "linux-6.18/forward");

    HttpResponse<byte[]> answer = get("/stacks/t/net/arp", "Accept", accept);

    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(text(answer)).isEqualTo("there is text/plain and text/html\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.18/conntrack", "linux-6.18/unix", "linux-6.18/tcp-2000"})
  void file_text_isExact(String tree) throws Exception {
    Stack stack = server.add("t", tree);
    List<String> names = server.files(stack);
    assertThat(names).hasSizeGreaterThan(40);
    for (String name : names) {
      HttpResponse<byte[]> answer = get("/stacks/t/net/" + name);

      ByteString expected = server.files.open(stack.snapshot(), name, Reader.ROOT).readAll();
      assertThat(ByteString.copyFrom(answer.body())).as(name).isEqualTo(expected);
      assertThat(header(answer, "Content-Length"))
          .as(name)
          .isEqualTo(String.valueOf(expected.size()));
    }
  }

  @Test
  void file_html_textIsThatOfTheFile() throws Exception {
    Stack stack = server.add("t", "linux-6.18/conntrack");
    for (String name : server.files(stack)) {
      String page = html("/stacks/t/net/" + name);

      String pre = page.substring(page.indexOf("<pre>") + 5, page.indexOf("</pre>"));
      String shown =
          pre.replaceAll("<(?:[^>\"]|\"[^\"]*\")*>", "")
              .replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&amp;", "&");
      String expected =
          server.files.open(stack.snapshot(), name, Reader.ROOT).readAll().toStringUtf8();
      assertThat(shown).as(name).isEqualTo(expected);
    }
  }

  @Test
  void file_head_explainsColumns() throws Exception {
    server.add("t", "linux-6.18/tcp6-a");

    assertThat(html("/stacks/t/net/tcp6"))
        .contains(
            "<a class=\"hint\" href=\"#column-retrnsmt\" data-hint=\"retrnsmt (count, hex): How"
                + " often")
        .contains("<tr id=\"column-retrnsmt\"><th scope=\"row\">retrnsmt</th>")
        .contains("net/ipv4/tcp_ipv4.c get_tcp4_sock")
        .contains(">remote_address</a>");
  }

  @Test
  void file_long_isOnPages() throws Exception {
    server.addTcp("t", 1234);

    assertThat(html("/stacks/t/net/tcp"))
        .contains("1 to 500 of 1234 lines", "href=\"/stacks/t/net/tcp?from=500\"")
        .contains("href=\"/stacks/t/net/tcp?from=1000\">last");
    assertThat(html("/stacks/t/net/tcp?from=1000"))
        .contains("1001 to 1234 of 1234 lines", "href=\"/stacks/t/net/tcp?from=500\"")
        .contains("local_address", "1000: ")
        .doesNotContain(" 999: ");
    assertThat(html("/stacks/t/net/tcp?from=5000")).contains("there are 1234");
    assertThat(get("/stacks/t/net/tcp?from=-1").statusCode()).isEqualTo(400);
  }

  @Test
  void file_ifNoneMatch_is304UntilItsContentChanges() throws Exception {
    Stack stack = server.add("t", Samples.host(Profile.LINUX_6_18));
    String tag = header(get("/stacks/t/net/tcp"), "ETag");
    assertThat(tag).matches("\"[a-z0-9]+-1\"");
    Samples.apply(stack, Samples.openUdp(1, 53));

    HttpResponse<byte[]> same = get("/stacks/t/net/tcp", "If-None-Match", "\"x\", W/" + tag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(header(same, "ETag")).isEqualTo(tag);
    assertThat(get("/stacks/t/net/tcp", "If-None-Match", "*").statusCode()).isEqualTo(304);

    Samples.apply(stack, Samples.openTcp(80, TcpState.LISTEN));
    HttpResponse<byte[]> changed = get("/stacks/t/net/tcp", "If-None-Match", tag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(text(changed)).contains("00000000:0050");
  }

  @Test
  void file_forms_haveTagsOfTheirOwn() throws Exception {
    server.add("t", Samples.host(Profile.LINUX_6_18));
    String tag = header(get("/stacks/t/net/tcp"), "ETag");

    HttpResponse<byte[]> page = get("/stacks/t/net/tcp", "If-None-Match", tag, "Accept", BROWSER);
    assertThat(page.statusCode()).isEqualTo(200);
    String pageTag = header(page, "ETag");
    assertThat(get("/stacks/t/net/tcp", "If-None-Match", pageTag, "Accept", BROWSER).statusCode())
        .isEqualTo(304);
  }

  @Test
  void file_stackMadeAnew_hasAnotherTag() throws Exception {
    server.add("t", Samples.host(Profile.LINUX_6_18));
    String tag = header(get("/stacks/t/net/tcp"), "ETag");
    server.stacks.delete("t", 0);
    server.stacks.create(
        "t", java.util.Map.of(), Samples.host(Profile.LINUX_6_18), Samples.NOW.plusNanos(1000));

    assertThat(get("/stacks/t/net/tcp", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void head_file_hasLengthAndTagAndNoBody() throws Exception {
    server.addTcp("t", 1000);
    HttpRequest request =
        HttpRequest.newBuilder(server.page("/stacks/t/net/tcp"))
            .method("HEAD", BodyPublishers.noBody())
            .build();
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Length")).isEqualTo("150150");
    assertThat(header(answer, "ETag")).isNotEmpty();
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/live", "/stacks/t", "/stacks/t/live", "/stacks/t/net/tcp", "/assets/x"})
  void otherMethod_is405(String path) throws Exception {
    assertThat(raw("POST " + path + " HTTP/1.1\r\nContent-Length: 0")).startsWith("HTTP/1.1 405");
    assertThat(raw("BREW " + path + " HTTP/1.1")).startsWith("HTTP/1.1 405");
  }

  @ParameterizedTest
  @CsvSource({
    "/stacks/nope, 404",
    "/stacks/nope/net/tcp, 404",
    "/stacks/, 404",
    "/stacks/t/, 404",
    "/stacks/t/net, 404",
    "/stacks/t/other, 404",
    "/stacks/t/net/nope, 404",
    "/stacks/t/net/nope/, 404",
    "/stacks/t/net/tcp/, 404",
    "/stacks/t/net/dev_snmp6/nope, 404",
    "/stacks/t/net//tcp, 404",
    "/stacks/t/net/tcp%ff, 404",
    "/stacks/t/net/tcp+, 404",
    "/assets/none, 404",
    "/assets/../procnet.css, 404",
    "/nothing, 404",
    "//, 400",
    "/stacks/t/net/..%2f..%2fetc%2fpasswd, 400",
    "/stacks/t/net/../../../etc/passwd, 400",
    "/stacks/%2e%2e/t, 400",
    "/stacks/./t, 400",
    "/stacks/t/net/dev_snmp6%2flo, 400",
    "/stacks%2ft, 400",
    "/stacks/t/net/tcp%00, 400",
    "/stacks/t/net/tcp%25zz, 404",
    "/stacks/t/sockets?page=x, 400",
    "/stacks/t/sockets?page=99999999999, 400",
    "/stacks/t/sockets?sort=nope, 400",
    "/stacks/t/sockets?a=%25zz%2, 400",
    "/?page=-1, 400",
  })
  void path_wrong_hasAClearStatusAndTellsNothing(String path, int status) throws Exception {
    server.add("t", Samples.host(Profile.LINUX_6_18));

    for (String accept : List.of("*/*", BROWSER)) {
      String answer = raw("GET " + path + " HTTP/1.1\r\nAccept: " + accept);

      assertThat(answer).startsWith("HTTP/1.1 " + status);
      // What is no URL at all the JDK's own server answers.
      assertThat(answer.replace("URISyntaxException thrown", ""))
          .doesNotContain("Exception", "dev.procnet", "root:");
    }
    assertThat(get("/stacks/t").statusCode()).isEqualTo(200);
  }

  @Test
  void stack_unknown_saysWhichMayBeMeant() throws Exception {
    server.add("router", Samples.host(Profile.LINUX_6_18));

    assertThat(text(get("/stacks/ruter"))).isEqualTo("no stack 'ruter', did you mean 'router'?\n");
    assertThat(text(get("/stacks/ruter", "Accept", BROWSER)))
        .contains("no stack &#39;ruter&#39;, did you mean &#39;router&#39;?".replace("&#39;", "'"));
  }

  @Test
  void names_hostile_areInert() throws Exception {
    server.addHostile("h");
    for (String page :
        List.of(
            "/",
            "/stacks/h",
            "/stacks/h/net/",
            "/stacks/h/net/unix",
            "/stacks/h/net/dev",
            "/stacks/h/sockets",
            "/stacks/h/sockets?q=%3Cscript%3Ealert(9)%3C/script%3E&uid=%22%3E%3Cscript%3E")) {
      String html = text(get(page, "Accept", BROWSER));

      assertThat(html.replace("<script src=\"/assets/procnet.js\" defer></script>", ""))
          .as(page)
          .doesNotContain("<script", "<img src=x", "<b>\"", "<i>label", "\u202E", "\u001b");
    }
    assertThat(text(get("/stacks/%3Cscript%3Ealert(1)%3C%2fscript%3E", "Accept", BROWSER)))
        .doesNotContain("<script>");
    assertThat(text(get("/stacks/%3Cscript%3Ealert(1)", "Accept", BROWSER)))
        .contains("no stack '&lt;script&gt;alert(1)'");
  }

  @Test
  void headers_everyPage_allowNothingInline() throws Exception {
    server.add("t", Samples.host(Profile.LINUX_6_18));
    for (String page :
        List.of(
            "/", "/live", "/stacks/t", "/stacks/t/net/tcp", "/stacks/x", "/assets/procnet.js")) {
      HttpResponse<byte[]> answer = get(page, "Accept", BROWSER);

      assertThat(header(answer, "Content-Security-Policy"))
          .as(page)
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';")
          .contains("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
          .doesNotContain("unsafe");
      assertThat(header(answer, "X-Content-Type-Options")).as(page).isEqualTo("nosniff");
      assertThat(text(answer)).doesNotContain("style=", "onclick=", "javascript:");
    }
  }

  @Test
  void client_hangsUpInTheMiddle_othersAreServed() throws Exception {
    server.addTcp("big", 100_000);
    try (LogRecorder log = new LogRecorder(WebServer.class)) {
      for (int i = 0; i < 20; i++) {
        try (Socket socket = new Socket(server.address().host(), server.address().port())) {
          socket
              .getOutputStream()
              .write(
                  "GET /stacks/big/net/tcp HTTP/1.1\r\nHost: x\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
          InputStream in = socket.getInputStream();
          assertThat(in.readNBytes(1000)).hasSize(1000);
          socket.setSoLinger(true, 0);
        }
      }

      HttpRequest request =
          HttpRequest.newBuilder(server.page("/stacks/big/net/tcp"))
              .timeout(Duration.ofSeconds(10))
              .build();
      assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).hasSize(15_000_150);
      assertThat(log.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "protocol=tcp, 2371",
    "protocol=tcp6, 601",
    "protocol=unix, 0",
    "state=listen, 22",
    "protocol=tcp&state=time_wait, 200",
    "local=127.0.0.1, 1524",
    "uid=0, 3280",
    "uid=4294967295, 0",
    "port=10019, 1",
    "q=22093, 1",
    "q=957249, 1",
    "'protocol=&state=&local=&peer=&port=&uid=&q=', 3280",
  })
  void sockets_filter_countsThoseThatMatch(String query, int matches) throws Exception {
    server.add("t", "linux-6.18/tcp-2000");

    String page = html("/stacks/t/sockets?" + query);

    assertThat(total(page)).as(query).isEqualTo(matches);
  }

  private static int total(String page) {
    MatchResult result =
        Pattern.compile("<p>(?:[0-9]+ to [0-9]+ of )?([0-9]+|No) sockets?</p>")
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow();
    return result.group(1).equals("No") ? 0 : Integer.parseInt(result.group(1));
  }

  @ParameterizedTest
  @CsvSource({
    "protocol=sctp, 'is ''sctp'', expected one of tcp, tcp6'",
    "state=up, 'is ''up'', expected one of established'",
    "local=10.0.0, 'is ''10.0.0'', expected an address or a prefix'",
    "peer=10.0.0.0/33, 'is ''10.0.0.0/33'', expected a prefix length of 0 to 32'",
    "port=65536, 'is ''65536'', expected a port of 0 to 65535'",
    "uid=-1, 'is ''-1'', expected a number of 0 to 4294967295'",
  })
  void sockets_filterWrong_is400WithTheFormAndWhatIsWrong(String query, String problem)
      throws Exception {
    server.add("t", "linux-6.18/tcp-2000");

    HttpResponse<byte[]> answer = get("/stacks/t/sockets?" + query, "Accept", BROWSER);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains(problem, "aria-invalid=\"true\"", "No sockets");
  }

  @Test
  void sockets_prefixes_matchByFamilyAndLength() throws Exception {
    server.addTcp("t", 1000);

    assertThat(total(html("/stacks/t/sockets?local=10.0.0.0/24"))).isEqualTo(256);
    assertThat(total(html("/stacks/t/sockets?local=10.0.0.0/31"))).isEqualTo(2);
    assertThat(total(html("/stacks/t/sockets?local=0.0.0.0/0"))).isEqualTo(1000);
    assertThat(total(html("/stacks/t/sockets?local=::/0"))).isZero();
    assertThat(total(html("/stacks/t/sockets?peer=0.0.0.0"))).isEqualTo(1000);
    assertThat(total(html("/stacks/t/sockets?local=10.0.0.7&port=8"))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"received, 2", "sent, 3", "uid, 6", "inode, 7"})
  void sockets_sort_numbersByValue(String word, int column) throws Exception {
    server.add("t", "linux-6.18/tcp-2000");

    List<Long> rising = numbers(html("/stacks/t/sockets?protocol=tcp&sort=" + word), column);
    List<Long> falling = numbers(html("/stacks/t/sockets?protocol=tcp&sort=-" + word), column);

    assertThat(rising).hasSize(100).isSorted();
    assertThat(falling).hasSize(100).isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  private static List<Long> numbers(String page, int column) {
    return cells(page, column).stream().map(Long::valueOf).toList();
  }

  @Test
  void sockets_sortByAddress_isByNumberNotByText() throws Exception {
    server.addTcp("t", 1000);

    assertThat(cells(html("/stacks/t/sockets?sort=local"), 4))
        .startsWith("10.0.0.0:1", "10.0.0.1:2")
        .element(9)
        .isEqualTo("10.0.0.9:10");
    assertThat(cells(html("/stacks/t/sockets?sort=-local&page=10"), 4))
        .endsWith("10.0.0.1:2", "10.0.0.0:1");
  }

  @Test
  void sockets_sort_isKeptByFilterAndPages() throws Exception {
    server.addTcp("t", 1000);

    assertThat(html("/stacks/t/sockets?sort=-inode&state=established"))
        .contains("<input type=\"hidden\" name=\"sort\" value=\"-inode\">")
        .contains("aria-sort=\"descending\"")
        .contains("href=\"?sort=-inode&amp;state=established&amp;page=2\"")
        .contains("<option value=\"established\" selected>");
  }

  @Test
  void sockets_unix_areShownByName() throws Exception {
    server.addHostile("h");

    String page = html("/stacks/h/sockets?protocol=unix");

    assertThat(page).contains("/run/&lt;script&gt;alert(1)&lt;/script&gt;\u240A\u241B[31m\uFFFD");
    assertThat(cells(page, 1)).containsExactly("listen");
  }

  @Test
  void live_values_moveWithTheStack() throws Exception {
    Stack stack = server.add("t", Samples.host(Profile.LINUX_6_18));
    HttpResponse<byte[]> before = get("/stacks/t/live");
    assertThat(header(before, "Content-Type")).isEqualTo("application/json");
    assertThat(get("/stacks/t/live", "If-None-Match", header(before, "ETag")).statusCode())
        .isEqualTo(304);

    long[] delta = new long[16];
    delta[0] = -5;
    Samples.apply(stack, new Mutation.AddInterfaceStatistics(2, InterfaceStatistics.of(delta)));

    JsonObject values =
        JsonParser.parseString(text(get("/stacks/t/live")))
            .getAsJsonObject()
            .getAsJsonObject("values");
    assertThat(values.get("revision").getAsString()).isEqualTo("2");
    assertThat(values.get("interface.2.rx_bytes").getAsString()).isEqualTo("18446744073709551611");
    assertThat(values.get("counter.snmp.Udp.InDatagrams").getAsString()).isEqualTo("7");
  }

  @Test
  void live_page_hasAPlaceForEachValue() throws Exception {
    server.add("t", "linux-6.18/forward");

    String page = html("/stacks/t");

    JsonObject live = JsonParser.parseString(text(get("/stacks/t/live"))).getAsJsonObject();
    assertThat(live.getAsJsonObject("values").keySet())
        .hasSizeGreaterThan(100)
        .allSatisfy(key -> assertThat(page).contains("data-value=\"" + key + "\""));
    assertThat(page).contains("data-shape=" + live.get("shape"));
  }

  @Test
  void assets_areServedWithTypeAndTag() throws Exception {
    for (String name : List.of("procnet.css", "procnet.js", "icon.svg")) {
      HttpResponse<byte[]> asset = get("/assets/" + name);

      assertThat(asset.statusCode()).isEqualTo(200);
      assertThat(header(asset, "Content-Type")).containsAnyOf("css", "javascript", "svg");
      assertThat(get("/assets/" + name, "If-None-Match", header(asset, "ETag")).statusCode())
          .isEqualTo(304);
    }
    assertThat(text(get("/assets/procnet.js"))).doesNotContain("eval(", "innerHTML", "https:");
  }
}
