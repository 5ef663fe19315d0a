package dev.procnet.server.web.status;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser that is installed, driven by Playwright. Tests without one are skipped. */
final class Chromium implements AutoCloseable {

  /** Kept by each page: what its policy refused. */
  private static final String KEEP_VIOLATIONS =
      """
      window.violations = [];
      document.addEventListener('securitypolicyviolation',
          event => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
      """;

  /** What pages logged, threw, or asked to be alerted of. */
  final List<String> complaints = new ArrayList<>();

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path browserPath, Path node) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(browserPath)
                    // Root, which containers run as, has no sandbox.
                    .setArgs(List.of("--no-sandbox")));
  }

  /** The browser, where there is one. */
  static Chromium start() {
    Optional<Path> browser = program("chromium").or(() -> program("google-chrome"));
    Optional<Path> node = program("node");
    assumeTrue(browser.isPresent(), "chromium is not installed, so no browser looks at the pages");
    assumeTrue(node.isPresent(), "node is not installed, which Playwright runs on");
    return new Chromium(browser.get(), node.get());
  }

  private static Optional<Path> program(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Splitter.on(File.pathSeparatorChar)
        .splitToStream(path)
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A page as wide as a desktop's. */
  Page page() {
    return page(new Browser.NewContextOptions().setViewportSize(1280, 850));
  }

  Page page(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.addInitScript(KEEP_VIOLATIONS);
    Page page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(error -> complaints.add("threw: " + error));
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    return page;
  }

  /** Closes all, as those that are live would go on asking. */
  void closePages() {
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
  }

  /** What the policy of the page refused since it was loaded. */
  static List<?> violations(Page page) {
    return (List<?>) page.evaluate("window.violations");
  }

  /** What axe-core finds wrong with the page, by WCAG 2.2 A and AA and its own best practices. */
  static List<?> accessibility(Page page) throws IOException {
    URL axe = Resources.getResource("axe.min.js");
    page.evaluate(Resources.toString(axe, StandardCharsets.UTF_8) + "; 0");
    return (List<?>)
        page.evaluate(
            """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                .flatMap(rule => rule.nodes.map(node =>
                    rule.id + ': ' + node.target.join(' ') + ' ' + node.failureSummary))
            """);
  }

  /** Takes a picture for people to look at. */
  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "status-page", name + ".png")));
  }

  /** All of a stream of numbers as they come from a script, the largest. */
  static double largest(Stream<?> numbers) {
    return numbers.mapToDouble(number -> ((Number) number).doubleValue()).max().orElse(0);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
