package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.metrics.Row;
import org.heirloom.retain.Criteria;
import org.heirloom.retain.Evidence;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecards;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Reports of scorecards that were built from rows, not made up. */
class RealScorecardTest {
  private static final List<String> ARMS = List.of("distilled", "label-only", "untrained");

  private final RandomStream random = new Seed(3).stream();
  private final List<Row> rows = new ArrayList<>();

  @Test
  void everyScoreOfItIsShownAndDefined() {
    ReportInput input = FakeReport.with(FakeReport.input(), scorecard());

    String html = PageTest.page(input);

    Document document = Xml.parse(html);
    assertThat(Xml.texts(document, "/html").get(0)).doesNotContain("NaN", "null");
    assertThat(Xml.texts(document, "//section[@id='scorecard']//table[@class='dense']/tbody/tr"))
        .hasSameSizeAs(input.scorecard().scores());
    assertThat(Xml.texts(document, "//section[@id='verdicts']/article"))
        .hasSameSizeAs(input.scorecard().verdicts());
    assertThat(Xml.texts(document, "//table[@class='score']//th/span[@class='subject']"))
        .contains("grad-cam", "stage3")
        .doesNotContain("edge");
  }

  @Test
  void itMatchesTheSchemaAndCanBeReadAgain() throws IOException {
    Scorecard scorecard = scorecard();
    ObjectMapper mapper = new ObjectMapper();

    String json = ScorecardJson.write(FakeReport.with(FakeReport.input(), scorecard), List.of());

    Schema schema = new Schema(mapper.readTree(Path.of("docs", "scorecard.schema.json").toFile()));
    assertThat(schema.problems(mapper.readTree(json))).isEmpty();
    assertThat(ScorecardJson.read("scorecard.json", json)).isEqualTo(scorecard);
  }

  @Test
  void gatesFindItsScores() {
    List<GateResult> results = Gates.check(FakeReport.gates(), scorecard());

    assertThat(results.get(0).message()).contains("lower bound", "n = 60, 3 seeds");
    assertThat(results.get(1).message()).contains("upper bound", "n = 60, 3 seeds");
    assertThat(results.get(2).message()).contains("metric \"road\" was not measured");
  }

  private Scorecard scorecard() {
    for (int i = 0; i < 60; i++) {
      add("teacher", 0, i, 0.97);
      for (int arm = 0; arm < ARMS.size(); arm++) {
        for (int replicate = 0; replicate < 3; replicate++) {
          add(ARMS.get(arm), replicate, i, 0.96 - 0.05 * arm * arm * arm);
        }
      }
    }
    for (String arm : ARMS) {
      for (int replicate = 0; replicate < 3; replicate++) {
        row(arm, replicate, "cka/stage3", "", 0.9 + 0.02 * random.nextGaussian());
      }
    }
    Criteria criteria =
        new Criteria(
            "real", 0.95, Map.of("accuracy-gap", 0.5, "cka", 0.1, "insertion-gap", 0.05), ARMS);
    return Scorecards.build(criteria, Evidence.of(rows), List.of());
  }

  private void add(String arm, int replicate, int example, double quality) {
    String id = "example-" + example;
    row(arm, replicate, "accuracy/", id, random.nextBoolean(quality) ? 1 : 0);
    row(arm, replicate, "insertion/grad-cam", id, quality - 0.3 * random.nextDouble());
    row(arm, replicate, "insertion/edge", id, 0.4 + 0.1 * random.nextDouble());
    if (!arm.equals("teacher")) {
      row(arm, replicate, "kl/", id, (1 - quality) * random.nextDouble());
    }
  }

  private void row(String arm, int replicate, String what, String example, double value) {
    String[] parts = what.split("/", 2);
    String subject = parts.length > 1 ? parts[1] : "";
    rows.add(new Row(arm, replicate, 1.0, parts[0], subject, example, value, ""));
  }
}
