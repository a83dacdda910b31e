package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {
  /** Kept after the tests, to be looked at in a browser. */
  private static final Path SAMPLE = Path.of("target", "sample-report");

  @Test
  void writesFiveFiles() throws IOException {
    Report report = Report.write(FakeReport.input(), FakeReport.rows().iterator(), SAMPLE);

    assertThat(SAMPLE.toFile().list())
        .containsExactlyInAnyOrder(
            "index.html", "scorecard.json", "rows.csv", "summary.md", "gates.xml");
    assertThat(report.failed()).isTrue();
  }
}
