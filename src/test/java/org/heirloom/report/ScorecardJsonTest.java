package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.retain.Scorecard;
import org.junit.jupiter.api.Test;

class ScorecardJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ReportInput INPUT = FakeReport.input();
  private static final String TEXT =
      ScorecardJson.write(INPUT, Gates.check(INPUT.gates(), INPUT.scorecard()));

  @Test
  void matchesItsSchema() throws IOException {
    assertThat(schema().problems(MAPPER.readTree(TEXT))).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsWrong() throws IOException {
    String wrong =
        TEXT.replaceFirst("\"behaviour\"", "\"conduct\"")
            .replaceFirst("\"replicates\" : 3", "\"replicates\" : \"3\"")
            .replaceFirst("\"sentence\"", "\"text\"")
            .replaceFirst("\"confidence\" : 0.95", "\"confidence\" : 1.95");

    assertThat(schema().problems(MAPPER.readTree(wrong)))
        .containsExactlyInAnyOrder(
            "/confidence: not below 1",
            "/scores/0/family: not one of the allowed values",
            "/scores/0/replicates: not of type integer",
            "/verdicts/0: lacks sentence",
            "/verdicts/0/text: not allowed");
  }

  @Test
  void everyFieldOfTheSchemaIsDocumented() throws IOException {
    String page = Files.readString(Path.of("docs", "scorecard.md"));

    assertThat(schema().fields()).allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
  }

  @Test
  void holdsEveryFieldOfAScore() throws IOException {
    JsonNode score = MAPPER.readTree(TEXT).get("scores").get(0);

    assertThat(score.get("family").asText()).isEqualTo("behaviour");
    assertThat(score.get("metric").asText()).isEqualTo("accuracy-gap");
    assertThat(score.get("arm").asText()).isEqualTo("distilled");
    assertThat(score.get("budget").asDouble()).isEqualTo(1.0);
    assertThat(score.get("subject").asText()).isEmpty();
    assertThat(score.get("teacher").get("value").asDouble()).isEqualTo(0.962);
    assertThat(score.get("gap").get("value").asDouble()).isEqualTo(-0.012);
    assertThat(score.get("gap").get("low").asDouble()).isLessThan(-0.012);
    assertThat(score.get("gap").get("high").asDouble()).isGreaterThan(-0.012);
    assertThat(score.get("margin").asDouble()).isEqualTo(0.03);
    assertThat(score.get("status").asText()).isEqualTo("retained");
    assertThat(score.get("replicates").asInt()).isEqualTo(3);
    assertThat(score.get("examples").asInt()).isEqualTo(1000);
  }

  @Test
  void undefinedNumbersAreNull() throws IOException {
    JsonNode kl = MAPPER.readTree(TEXT).get("scores").get(6);

    assertThat(kl.get("metric").asText()).isEqualTo("kl");
    assertThat(kl.get("teacher").get("value").isNull()).isTrue();
    assertThat(TEXT).doesNotContain("NaN");
  }

  @Test
  void namesOutcomesOfGatesAndStatusesInLowerCase() throws IOException {
    JsonNode root = MAPPER.readTree(TEXT);

    assertThat(root.get("gates").findValuesAsText("outcome"))
        .containsExactly("pass", "fail", "error");
    assertThat(root.get("scores").findValuesAsText("status")).contains("not-shown");
    assertThat(root.get("arms").findValuesAsText("kind"))
        .containsExactly("teacher", "method", "control", "control");
  }

  @Test
  void readsWhatItWrote() {
    assertThat(ScorecardJson.read("scorecard.json", TEXT)).isEqualTo(INPUT.scorecard());
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(
            () -> ScorecardJson.read("x.json", TEXT.replace("\"version\" : 1", "\"version\" : 2")))
        .isInstanceOf(DataException.class)
        .hasMessage("x.json: unknown version. Got 2. Expected 1.");
  }

  @Test
  void refusesWhatIsNoScorecard() {
    for (String text : List.of("", "[]", "{}", "{\"version\": 1}", "<html>")) {
      assertThatThrownBy(() -> ScorecardJson.read("x.json", text))
          .as(text)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("x.json: ");
    }
  }

  @Test
  void keepsEveryBitOfANumber() {
    Scorecard read = ScorecardJson.read("scorecard.json", TEXT);

    assertThat(read.scores().get(0).gap().low())
        .isEqualTo(INPUT.scorecard().scores().get(0).gap().low());
  }

  private static Schema schema() throws IOException {
    return new Schema(MAPPER.readTree(Path.of("docs", "scorecard.schema.json").toFile()));
  }
}
