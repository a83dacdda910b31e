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
  void theStyleSheetIsLetInByItsHash() throws Exception {
    String changed = PAGE.replace("--paper: #fbfaf8", "--paper: #fbfaf9");

    assertThat(browser.visit(write("changed.html", changed)).console())
        .anyMatch(line -> line.contains("style"));
  }

  @Test
  void nothingIsAskedForBesidesThePage() throws Exception {
    assertThat(requests(PAGE)).containsExactly("/");

    String picture = "<img src=\"elsewhere.png\" alt=\"\">";
    assertThat(requests(withoutPolicy(PAGE).replace("</body>", picture + "</body>")))
        .containsExactlyInAnyOrder("/", "/elsewhere.png");
    assertThat(requests(PAGE.replace("</body>", picture + "</body>"))).containsExactly("/");
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
  void aPhoneNeedNotScrollSideways() throws Exception {
    assertThat(width(PAGE, 390)).isEqualTo(390);
    assertThat(width(PageTest.page(FakeReport.empty("a".repeat(200))), 390)).isEqualTo(390);
  }

  @Test
  void aDesktopNeedNotScrollSideways() throws Exception {
    assertThat(width(PAGE, 1280)).isEqualTo(1280);
  }

  @Test
  void aPageThatIsTooWideWouldBeFound() throws Exception {
    String wide = PAGE.replace("<h1>", "<pre class=\"wide\">" + "wide ".repeat(100) + "</pre><h1>");

    assertThat(width(wide.replace("overflow-x: auto", "overflow-x: visible"), 390))
        .isGreaterThan(390);
  }

  /**
   * Width that a page takes in a window of a width. Windows of the browser are at least 500 wide,
   * so the page stands in a frame.
   */
  private int width(String page, int window) throws Exception {
    String frame =
        "<!DOCTYPE html><iframe id=\"frame\" width=\"%d\" height=\"800\" style=\"border:0\" srcdoc=\"%s\"></iframe>"
            .formatted(window, Element.escape(withoutPolicy(page)));
    String script =
        "found.textContent ="
            + " document.getElementById('frame').contentDocument.documentElement.scrollWidth;";
    return Integer.parseInt(found(frame + probe(script)));
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
