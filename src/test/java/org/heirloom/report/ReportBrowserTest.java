package org.heirloom.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser; skipped, with the reason printed, where there is none. */
class ReportBrowserTest {
  private static final String PAGE = PageTest.page(FakeReport.input());
  private static final Pattern FOUND = Pattern.compile("id=\"found\"[^>]*>([^<]*)<");

  @TempDir Path folder;
  private Chromium browser;

  @BeforeEach
  void findBrowser() {
    Optional<Chromium> found = Chromium.find(folder);
    if (found.isEmpty()) {
      System.out.println("Skipped: no chromium on the PATH or in /usr/bin.");
    }
    assumeTrue(found.isPresent(), "no chromium on the PATH or in /usr/bin");
    browser = found.get();
  }

  @Test
  void thePageWritesNothingToTheConsole() throws Exception {
    Chromium.Visit visit = browser.visit(write("index.html", PAGE));

    assertThat(visit.console()).isEmpty();
    assertThat(visit.dom()).contains("<h1>quickstart</h1>");
  }

  @Test
  void anEmptyReportWritesNothingToTheConsole() throws Exception {
    String page = PageTest.page(FakeReport.empty("nothing"));

    assertThat(browser.visit(write("index.html", page)).console()).isEmpty();
  }

  @Test
  void aScriptThatFailsWouldBeFound() throws Exception {
    String broken = withScript(PAGE, "missing.call();");

    assertThat(browser.visit(write("broken.html", broken)).console())
        .anyMatch(line -> line.contains("ReferenceError"));
  }

  @Test
  void aScriptInThePageIsRefusedByItsOwnPolicy() throws Exception {
    String intruded = PAGE.replace("</body>", "<script>document.title = 'in'</script></body>");

    Chromium.Visit visit = browser.visit(write("intruded.html", intruded));

    assertThat(visit.console()).anyMatch(line -> line.contains("Content Security Policy"));
    assertThat(visit.dom()).doesNotContain("<title>in</title>");
  }

  @Test
  void nothingIsAskedForBesidesThePage() throws Exception {
    assertThat(requests(PAGE)).containsExactly("/");

    String picture = "<img src=\"elsewhere.png\" alt=\"\">";
    assertThat(requests(withoutPolicy(PAGE).replace("</body>", picture + "</body>")))
        .containsExactlyInAnyOrder("/", "/elsewhere.png");
  }

  /** What a server on this machine is asked for when the browser opens a page of it. */
  private List<String> requests(String page) throws Exception {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          byte[] body = page.getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      browser.visit(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    } finally {
      server.stop(0);
    }
    return asked;
  }

  @Test
  void neitherPhoneNorDesktopNeedsToScrollSideways() throws Exception {
    String wide = "<pre class=\"wide\">" + "wide ".repeat(100) + "</pre><h1>";
    String tooWide = PAGE.replace("<h1>", wide).replace("overflow-x: auto", "overflow-x: visible");
    String empty = PageTest.page(FakeReport.empty("a".repeat(200)));

    List<Integer> widths =
        widths(
            new Window(PAGE, 390),
            new Window(empty, 390),
            new Window(PAGE, 1280),
            new Window(tooWide, 390));

    assertThat(widths.subList(0, 3)).containsExactly(390, 390, 1280);
    assertThat(widths.get(3)).as("a page that is too wide").isGreaterThan(390);
  }

  private record Window(String page, int width) {}

  /**
   * Widths that pages take in windows of a width. Windows of the browser are at least 500 wide, so
   * pages stand in frames.
   */
  private List<Integer> widths(Window... windows) throws Exception {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>");
    for (Window window : windows) {
      page.append(
          "<iframe width=\"%d\" height=\"800\" style=\"border:0\" srcdoc=\"%s\"></iframe>"
              .formatted(window.width(), Element.escape(withoutPolicy(window.page()))));
    }
    String script =
        "found.textContent = [...document.querySelectorAll('iframe')].map(frame =>"
            + " frame.contentDocument.documentElement.scrollWidth).join(' ');";
    return Stream.of(found(page + probe(script)).split(" ")).map(Integer::valueOf).toList();
  }

  private String found(String page) throws Exception {
    Chromium.Visit visit = browser.visit(write("probe.html", page));
    Matcher matcher = FOUND.matcher(visit.dom());
    assertThat(matcher.find()).as("the probe's element in %s", visit.console()).isTrue();
    return matcher.group(1);
  }

  private static String withScript(String page, String script) {
    return withoutPolicy(page).replace("</body>", probe(script) + "</body>");
  }

  private static String probe(String script) {
    return "<p id=\"found\"></p><script>const found = document.getElementById('found');"
        + "window.addEventListener('load', () => {"
        + script
        + "});</script>";
  }

  private static String withoutPolicy(String page) {
    String open = page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
    assertThat(open).isNotEqualTo(page);
    return open;
  }

  private URI write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toUri();
  }
}
