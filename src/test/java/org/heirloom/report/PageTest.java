package org.heirloom.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.NotMeasured;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PageTest {
  private static final ReportInput INPUT = FakeReport.input();
  private static final String HTML = page(INPUT);
  private static final Document DOCUMENT = Xml.parse(HTML);

  @Test
  void isWellFormed() {
    assertThat(Xml.texts(DOCUMENT, "/html/body//main//h1")).containsExactly("quickstart");
  }

  @Test
  void isWellFormedWhenNothingWasMeasured() {
    Document document = Xml.parse(page(FakeReport.empty("nothing")));

    assertThat(Xml.texts(document, "//p[@class='verdict-line']"))
        .containsExactly(
            "No student could be compared with the teacher; see what was not measured, and why.");
    assertThat(Xml.texts(document, "//*[@class='none']")).hasSizeGreaterThan(8);
  }

  @Test
  void tellsTheVerdictInWords() {
    assertThat(Xml.texts(DOCUMENT, "//p[@class='verdict-line']"))
        .containsExactly(
            "The student “distilled” kept its teacher’s behaviour, concepts and saliency within the"
                + " margins and leaves open whether it kept its teacher’s representation.");
  }

  @Test
  void escapesWhateverTextComesIn() {
    String hostile = "<script>alert(\"1\")</script>' onload='x & \u0007";
    ReportInput input =
        FakeReport.with(
            FakeReport.input(),
            new Scorecard(
                1,
                hostile,
                0.95,
                INPUT.scorecard().scores(),
                INPUT.scorecard().verdicts(),
                List.of(new NotMeasured(hostile, hostile)),
                List.of(hostile)));

    String html = page(input);

    assertThat(html).doesNotContain("<script").doesNotContain("\u0007");
    assertThat(Xml.texts(Xml.parse(html), "//h1"))
        .containsExactly(hostile.replace('\u0007', '\ufffd'));
  }

  @Test
  void runsNoScriptAndAsksForNothing() {
    assertThat(HTML).doesNotContainIgnoringCase("<script").doesNotContain("javascript:");
    assertThat(Xml.texts(DOCUMENT, "//@href | //@src"))
        .allMatch(address -> address.startsWith("#") || address.startsWith("data:"));
    assertThat(Xml.texts(DOCUMENT, "//@*[starts-with(name(), 'on')] | //@style")).isEmpty();
    assertThat(Xml.texts(DOCUMENT, "//style").get(0)).doesNotContain("url(", "@import");
    assertThat(Xml.texts(DOCUMENT, "//meta[@http-equiv='Content-Security-Policy']/@content"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; img-src data:; style-src 'sha256-");
  }

  @Test
  void neverPrintsANumberThatIsNone() {
    assertThat(Xml.texts(DOCUMENT, "/html").get(0)).doesNotContain("NaN", "Infinity", "null");
    assertThat(Xml.texts(DOCUMENT, "//svg//@*[name() != 'href']"))
        .noneMatch(value -> value.contains("NaN"));
    assertThat(Xml.texts(DOCUMENT, "//table[contains(@class, 'score')]//td"))
        .contains("– undefined: few replicates; 64 undefined");
  }

  @Test
  void namesEveryPictureAndTableForThoseWhoCannotSeeThem() {
    assertThat(Xml.texts(DOCUMENT, "//svg[not(@aria-label) and not(@aria-hidden)]")).isEmpty();
    assertThat(Xml.texts(DOCUMENT, "//table[not(caption)]")).isEmpty();
    assertThat(Xml.texts(DOCUMENT, "//th[not(@scope)]")).isEmpty();
    assertThat(Xml.texts(DOCUMENT, "//div[contains(@class, 'scroll')][not(@tabindex)]")).isEmpty();
    assertThat(Xml.texts(DOCUMENT, "/html/@lang")).containsExactly("en");
  }

  @Test
  void headingsDescendWithoutGaps() {
    int level = 0;
    for (String heading : headings()) {
      int next = heading.charAt(1) - '0';
      assertThat(next).as(heading).isLessThanOrEqualTo(level + 1);
      level = next;
    }
  }

  private static List<String> headings() {
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("<(h[1-6])[ >]").matcher(HTML);
    return matcher.results().map(result -> result.group(1)).toList();
  }

  @Test
  void everyReferenceInThePageLeadsSomewhereAndIdsAreUnique() {
    List<String> ids = Xml.texts(DOCUMENT, "//@id");
    Set<String> unique = new HashSet<>(ids);

    assertThat(unique).hasSameSizeAs(ids);
    assertThat(Xml.texts(DOCUMENT, "//@href[starts-with(., '#')]"))
        .allMatch(address -> unique.contains(address.substring(1)));
    assertThat(unique).containsAll(Xml.texts(DOCUMENT, "//@for | //@aria-labelledby"));
  }

  @Test
  void explainsEveryMetricOfTheScorecard() {
    List<String> metrics =
        INPUT.scorecard().scores().stream().map(Scorecard.Score::metric).distinct().toList();

    assertThat(Xml.texts(DOCUMENT, "//dl[@class='glossary']/dt/@id"))
        .containsExactlyInAnyOrderElementsOf(metrics.stream().map(Html::metricId).toList());
    assertThat(Xml.texts(DOCUMENT, "//dl[@class='glossary']/dd").toString())
        .contains(MetricCatalogue.get("cka").words().distrust());
  }

  @Test
  void showsAtMostSixteenExamplesAndSaysSo() {
    assertThat(Xml.texts(DOCUMENT, "//section[@id='gallery']//article"))
        .hasSize(GallerySection.MOST);
    assertThat(Xml.texts(DOCUMENT, "//section[@id='gallery']").get(0))
        .contains("Shown are 16 of 24 explained examples");
  }

  @Test
  void marksExamplesOnWhichTheStudentAnswersAsItsTeacher() {
    // the made-up student differs on examples 3 and 10 of the first 16
    assertThat(Xml.texts(DOCUMENT, "//article[@class='item']")).hasSize(2);
    assertThat(Xml.texts(DOCUMENT, "//article[@class='item alike']")).hasSize(14);
  }

  @Test
  void staysSmall() {
    assertThat(HTML.getBytes(UTF_8).length).isLessThan(3_000_000);
  }

  @Test
  void isTheSameTwice() {
    assertThat(page(FakeReport.input())).isEqualTo(HTML);
  }

  static String page(ReportInput input) {
    return Page.of(input, Gates.check(input.gates(), input.scorecard()));
  }
}
