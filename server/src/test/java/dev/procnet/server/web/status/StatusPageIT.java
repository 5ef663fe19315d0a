package dev.procnet.server.web.status;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Samples;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.TcpState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The status page as a real browser shows it. Leaves pictures in {@code target/status-page}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusPageIT {

  /** What a browser may be busy for before people take it for frozen. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Chromium chromium;
  private StatusServer server;

  @BeforeAll
  void launch() {
    chromium = Chromium.start();
  }

  @AfterAll
  void quit() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void start() {
    server = new StatusServer();
    chromium.complaints.clear();
  }

  @AfterEach
  void stop() {
    chromium.closePages();
    server.close();
  }

  private String url(String path) {
    return server.page(path).toString();
  }

  private void open(Page page, String path) {
    Response answer = page.navigate(url(path));
    assertThat(Objects.requireNonNull(answer).status()).as(path).isEqualTo(200);
  }

  private static void grow(Stack stack, long bytes) {
    long[] delta = new long[16];
    delta[0] = bytes;
    Samples.apply(stack, new Mutation.AddInterfaceStatistics(2, InterfaceStatistics.of(delta)));
  }

  @Test
  void links_allOfThem_leadToPagesWithoutComplaint() {
    server.add("router", "linux-6.18/forward");
    Page page = chromium.page();
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of("/"));
    while (!next.isEmpty()) {
      String path = next.remove();
      open(page, path);
      assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
      assertThat(page.locator("a[href^='#']:not(.skip):not(.hint)").count()).isZero();
      assertThat(Chromium.violations(page)).as(path).isEmpty();
      List<?> links = (List<?>) page.evaluate("[...document.links].map(link => link.href)");
      for (Object link : links) {
        URI target = URI.create(link.toString());
        String relative =
            target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
        // Those for programs are not of these pages.
        if (!relative.startsWith("/metrics")
            && !relative.equals("/healthz")
            && seen.add(relative)) {
          next.add(relative);
        }
      }
    }
    assertThat(seen)
        .hasSizeGreaterThan(70)
        .contains("/stacks/router/net/dev_snmp6/eth0", "/stacks/router/sockets?protocol=netlink");
    assertThat(chromium.complaints).isEmpty();
  }

  @Test
  void filter_form_showsWhatMatchesUnderALinkToShare() {
    server.add("t", "linux-6.18/tcp-2000");
    Page page = chromium.page();
    open(page, "/stacks/t/sockets");
    Locator rows = page.locator("tbody tr");
    assertThat(rows).hasCount(100);

    page.getByLabel("Protocol").selectOption("tcp");
    page.getByLabel("State").selectOption("listen");
    page.getByText("Filter", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(rows).hasCount(21);
    assertThat(page.locator(".pager").first()).hasText("21 sockets");
    assertThat(page.url()).contains("protocol=tcp", "state=listen");

    page.getByLabel("Port of either").fill("8000");
    page.keyboard().press("Enter");
    assertThat(rows).hasCount(1);
    assertThat(rows.first()).containsText("0.0.0.0:8000");

    page.getByText("Clear").click();
    assertThat(rows).hasCount(100);
    assertThat(page.getByLabel("Protocol")).hasValue("");
  }

  @Test
  void filter_eachField_narrowsTheTable() {
    server.add("t", "linux-6.18/tcp-2000");
    Page page = chromium.page();
    Map<String, String> fields =
        Map.of(
            "Local address", "127.0.0.0/16",
            "Peer address", "127.0.0.1",
            "Port of either", "8000",
            "Uid", "1",
            "Text or inode", "957249");
    fields.forEach(
        (label, value) -> {
          open(page, "/stacks/t/sockets");
          page.getByLabel(label).fill(value);
          page.keyboard().press("Enter");
          assertThat(page.locator(".pager").first()).not().containsText("3280 sockets");
          assertThat(page.getByLabel(label)).hasValue(value);
        });
  }

  @Test
  void filter_wrong_isToldAtItsField() {
    server.add("t", "linux-6.18/tcp-2000");
    Page page = chromium.page();
    open(page, "/stacks/t/sockets");

    page.getByLabel("Uid").fill("<script>alert(1)</script>");
    page.keyboard().press("Enter");

    assertThat(page.locator("#uid-problem"))
        .hasText("is '<script>alert(1)</script>', expected a number of 0 to 4294967295");
    assertThat(page.getByLabel("Uid")).hasValue("<script>alert(1)</script>");
    assertThat(page.locator("tbody tr")).hasCount(0);
  }

  @Test
  void sort_headsOfColumns_sortUpAndDownAndPagesGoOn() {
    server.addTcp("t", 950);
    Page page = chromium.page();
    open(page, "/stacks/t/sockets");
    Locator first = page.locator("tbody tr").first();

    for (Order.By column : Order.By.values()) {
      Locator head = page.locator("thead a").getByText(column.title());
      head.click();
      assertThat(page.locator("th[aria-sort=ascending]")).hasText(column.title());
      head.click();
      assertThat(page.locator("th[aria-sort=descending]")).hasText(column.title());
    }
    assertThat(first).containsText("1949");
    page.getByText("last", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(page.locator("tbody tr")).hasCount(50);
    page.getByText("previous").first().click();
    assertThat(page.locator("tbody tr")).hasCount(100);
    page.getByText("first", new Page.GetByTextOptions().setExact(true)).first().click();
    page.getByText("next").first().click();
    assertThat(first).containsText("1849");
  }

  @Test
  void stack_changes_showWithoutLoadingAgain() {
    Stack stack = server.add("t", "linux-6.18/tcp-2000");
    Page page = chromium.page();
    open(page, "/stacks/t");
    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS)).hasText("live");
    page.evaluate("window.loadedOnce = true");

    Locator received = page.locator("[data-value='interface.2.rx_bytes']");
    Locator plot = page.locator("[data-rate='interface.2.rx_bytes']");
    assertThat(received).hasText("42491");
    assertThat(plot).isVisible();
    grow(stack, 1_000_000);
    assertThat(received).hasText("1042491");
    assertThat(page.locator("[data-value='revision']")).hasText("2");
    assertThat(plot.locator("small"))
        .hasText(Pattern.compile("at most (9[0-9]{2} kB/s|1\\.[0-9] MB/s|[0-9]{3} kB/s)"));
    assertThat(plot.locator("polyline")).hasAttribute("points", Pattern.compile("[0-9.,]+ .*"));

    // Wraps, which is no rate to show.
    grow(stack, -1_042_491);
    assertThat(received).hasText("0");
    assertThat(plot.locator("small")).not().containsText("EB/s");
    assertThat(page.evaluate("window.loadedOnce")).isEqualTo(true);
    assertThat(chromium.complaints).isEmpty();
  }

  @Test
  void pause_stopsChanges_andGoOnShowsThem() {
    Stack stack = server.add("t", "linux-6.18/forward");
    Page page = chromium.page();
    open(page, "/stacks/t");
    Locator revision = page.locator("[data-value='revision']");

    page.getByText("Pause").click();
    assertThat(page.locator(".live span")).hasText("paused");
    grow(stack, 1);
    page.waitForTimeout(2500);
    assertThat(revision).hasText("1");

    page.getByText("Go on").click();
    assertThat(revision).hasText("2");
  }

  @Test
  void stacks_otherPlaces_askToLoadAgain() {
    server.add("a", "linux-6.18/empty");
    Page page = chromium.page();
    open(page, "/");
    server.add("b", "linux-6.18/empty");

    assertThat(page.locator(".live span")).containsText("load it again");
  }

  @Test
  void server_gone_isTold() {
    server.add("t", "linux-6.18/forward");
    Page page = chromium.page();
    open(page, "/stacks/t");
    assertThat(page.locator(".live span")).hasText("live");

    server.close();

    assertThat(page.locator(".live span")).containsText("not live");
  }

  @Test
  void manySockets_doNotFreezeThePage(TestReporter reporter) {
    Stack stack = server.addTcp("big", 100_000);
    Page page = chromium.page();
    for (String path :
        List.of(
            "/stacks/big",
            "/stacks/big/sockets",
            "/stacks/big/sockets?sort=-local&page=1000",
            "/stacks/big/sockets?q=10.0.255&sort=inode",
            "/stacks/big/net/tcp",
            "/stacks/big/net/tcp?from=99500")) {
      long start = System.nanoTime();
      open(page, path);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      double frozen = longestTask(page);
      reporter.publishEntry(
          path, "shown after %d ms, busy for %.0f ms".formatted(took.toMillis(), frozen));
      assertThat(took).as(path).isLessThan(PATIENCE);
      assertThat(frozen).as(path).isLessThan((double) PATIENCE.toMillis());
      assertThat((Integer) page.evaluate("document.querySelectorAll('*').length"))
          .as(path)
          .isLessThan(5000);
    }

    open(page, "/stacks/big");
    Samples.apply(stack, Samples.openTcp(80, TcpState.LISTEN));
    assertThat(page.locator("[data-value='sockets']")).hasText("100001");
    assertThat(longestTask(page)).isLessThan((double) PATIENCE.toMillis());
  }

  /** Milliseconds that the page was busy for at once, since it was loaded. */
  private static double longestTask(Page page) {
    return Chromium.largest(
        ((List<?>)
                page.evaluate(
                    """
                    () => new Promise(done => {
                      const tasks = [];
                      new PerformanceObserver(list =>
                          list.getEntries().forEach(each => tasks.push(each.duration)))
                          .observe({type: 'longtask', buffered: true});
                      setTimeout(() => done(tasks), 100);
                    })
                    """))
            .stream());
  }

  @Test
  void names_hostile_areText() {
    server.addHostile("h");
    Page page = chromium.page();
    for (String path :
        List.of(
            "/",
            "/stacks/h",
            "/stacks/h/net/",
            "/stacks/h/net/unix",
            "/stacks/h/net/dev",
            "/stacks/h/sockets?q=%3Cimg%20src%3Dx%20onerror%3Dalert(4)%3E",
            "/stacks/h/sockets")) {
      open(page, path);
      assertThat(page.locator("script")).hasCount(1);
      assertThat(page.locator("main img, main i")).hasCount(0);
      assertThat(Chromium.violations(page)).as(path).isEmpty();
    }
    assertThat(page.locator("tbody"))
        .containsText("/run/<script>alert(1)</script>\u240A\u241B[31m\uFFFD\uFFFD\"'><img src=x");
    open(page, "/stacks/h");
    assertThat(page.locator("h3 bdi"))
        .hasText(
            new String[] {
              "lo", "<script>x", StatusServer.MARKUP, "\uFFFDevil\u241B", "a\uFFFDcod"
            });
    page.waitForTimeout(1500);
    page.navigate(url("/stacks/%3Cscript%3Ealert(5)"));
    assertThat(page.locator(".problem")).hasText("no stack '<script>alert(5)'");
    assertThat(chromium.complaints)
        .containsExactly(
            "error: Failed to load resource: the server responded with a status of 404 (Not"
                + " Found)");
  }

  @Test
  void policy_inlineScriptAndStyle_areRefused() {
    server.add("t", "linux-6.18/forward");
    Page page = chromium.page();
    open(page, "/stacks/t");

    page.evaluate(
        """
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        const image = document.createElement('img');
        image.src = 'http://127.0.0.1:1/x.png';
        document.body.append(script, image);
        document.body.setAttribute('style', 'color: red');
        """);
    page.waitForTimeout(200);

    assertThat(page.evaluate("window.ran")).isNull();
    assertThat(Chromium.violations(page).toString())
        .contains("script-src-elem inline", "style-src-attr inline", "img-src http://127.0.0.1:1");
  }

  @Test
  void withoutScript_everythingButMovementIsThere() {
    server.add("t", "linux-6.18/tcp-2000");
    Page page = chromium.page(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    open(page, "/stacks/t");
    assertThat(page.locator("[data-value='interface.2.rx_bytes']")).hasText("42491");
    assertThat(page.locator("[data-rate]").first()).isHidden();
    assertThat(page.locator(".live")).hasCount(0);
    page.getByText("TcpExt", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("TCPTimeouts")).isVisible();

    page.getByText("listen").first().click();
    assertThat(page.locator("tbody tr")).hasCount(21);
    page.getByLabel("Text or inode").fill("127.0.0.1:100");
    page.keyboard().press("Enter");
    assertThat(page.locator("tbody tr").first()).containsText("127.0.0.1:100");
    page.locator("thead a").getByText("Inode").click();
    assertThat(page.locator("th[aria-sort=ascending]")).hasText("Inode");
  }

  @Test
  void keyboard_skipLinkAndHintsOfColumns_work() {
    server.add("t", "linux-6.18/tcp-2000");
    Page page = chromium.page();
    open(page, "/stacks/t/net/tcp");

    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();

    page.keyboard().press("Tab");
    assertThat(page.locator(".hint").first()).isFocused();
    assertThat(hint(page.locator(".hint").first()))
        .contains("ref (count): References to the socket in the kernel.")
        .contains("net/ipv4/tcp_ipv4.c get_tcp4_sock");
    Locator state =
        page.locator("pre .hint").getByText("st", new Locator.GetByTextOptions().setExact(true));
    assertThat(hint(state)).isEqualTo("none");
    state.hover();
    assertThat(hint(state)).contains("0A LISTEN");
    assertThat(state).hasAttribute("aria-describedby", "column-st");
    assertThat(page.locator("#column-st")).containsText("State of the connection");
  }

  private static String hint(Locator head) {
    return head.evaluate("head => getComputedStyle(head, '::after').content").toString();
  }

  @Test
  void text_copied_isThatOfTheFile() {
    server.add("t", "linux-6.18/tcp-2000");
    Page page = chromium.page();
    open(page, "/stacks/t/net/udp");

    Object copied =
        page.evaluate(
            """
            () => {
              getSelection().selectAllChildren(document.querySelector('pre'));
              return getSelection().toString();
            }
            """);

    String exact = page.request().get(url("/stacks/t/net/udp")).text();
    assertThat(copied.toString().stripTrailing()).isEqualTo(exact.stripTrailing());
  }

  /** How pages are looked at. */
  enum Look {
    WIDE,
    PHONE,
    DARK;

    Browser.NewContextOptions options() {
      Browser.NewContextOptions wide = new Browser.NewContextOptions().setViewportSize(1280, 850);
      return switch (this) {
        case WIDE -> wide;
        case DARK -> wide.setColorScheme(ColorScheme.DARK);
        case PHONE ->
            wide.setViewportSize(375, 780)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void pages_everyLook_areAccessibleAndFit(Look look) throws IOException {
    Stack stack = server.add("default", "linux-6.18/tcp-2000");
    server.add("router", "linux-6.18/forward");
    server.addHostile("hostile");
    server.errors.add(
        new RecentErrors.Failed(
            Samples.NOW.plusSeconds(30),
            "StackService/ApplyMutations",
            "INVALID_ARGUMENT",
            "mutations[0].open_socket.tcp.local.port: is 70000, expected 0 to 65535"));
    Map<String, String> pages =
        Map.of(
            "stacks", "/",
            "stack", "/stacks/default",
            "hostile", "/stacks/hostile",
            "sockets", "/stacks/default/sockets?sort=-inode&state=established",
            "problem", "/stacks/default/sockets?uid=x",
            "tcp", "/stacks/default/net/tcp",
            "dev", "/stacks/default/net/dev",
            "snmp", "/stacks/default/net/snmp",
            "net", "/stacks/router/net/",
            "missing", "/stacks/nope");
    Page page = chromium.page(look.options());
    for (Map.Entry<String, String> each : pages.entrySet()) {
      page.navigate(url(each.getValue()));
      if (each.getKey().equals("stack")) {
        for (int i = 1; i <= 5; i++) {
          grow(stack, 100_000L * (i * 7 % 5));
          page.waitForTimeout(1000);
        }
        Chromium.picture(page, "plots-" + name(look));
        page.getByText("Tcp", new Page.GetByTextOptions().setExact(true)).first().click();
      }
      if (each.getKey().equals("tcp")) {
        page.locator("pre .hint").nth(3).focus();
      }
      Chromium.picture(page, each.getKey() + "-" + name(look));
      assertThat(Chromium.accessibility(page)).as(each.getValue()).isEmpty();
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
          .as("too wide: %s", each.getValue())
          .isNotPositive();
    }
  }

  private static String name(Look look) {
    return look.name().toLowerCase(Locale.ROOT);
  }
}
