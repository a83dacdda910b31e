package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heirloom.InfraException;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  /** Kept after the tests, to be looked at in a browser. */
  private static final Path SAMPLE = Path.of("target", "sample-report");

  @TempDir Path folder;

  @Test
  void writesFiveFilesAndSaysThatAGateFailed() {
    Report report = Report.write(FakeReport.input(), FakeReport.rows().iterator(), SAMPLE);

    assertThat(SAMPLE.toFile().list())
        .containsExactlyInAnyOrder(
            "index.html", "scorecard.json", "rows.csv", "summary.md", "gates.xml");
    assertThat(report.failed()).isTrue();
    assertThat(report.gates()).extracting(GateResult::failed).containsExactly(false, true, true);
  }

  @Test
  void withoutAGateNothingFails() {
    assertThat(Report.write(FakeReport.empty("x"), List.<Row>of().iterator(), folder).failed())
        .isFalse();
  }

  @Test
  void copiesTheRows() {
    Report.write(FakeReport.input(), FakeReport.rows().iterator(), folder);

    List<Row> read = new java.util.ArrayList<>();
    Rows.read(folder.resolve("rows.csv"), read::add);
    assertThat(read).isEqualTo(FakeReport.rows());
  }

  @Test
  void givesTheSameBytesTwice() throws IOException {
    Path first = folder.resolve("a");
    Path second = folder.resolve("b");

    Report.write(FakeReport.input(), FakeReport.rows().iterator(), first);
    Report.write(FakeReport.input(), FakeReport.rows().iterator(), second);

    for (String file : first.toFile().list()) {
      assertThat(Files.mismatch(first.resolve(file), second.resolve(file))).as(file).isEqualTo(-1);
    }
  }

  @Test
  void namesTheFolderThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    assertThatThrownBy(() -> Report.write(FakeReport.input(), FakeReport.rows().iterator(), file))
        .isInstanceOf(InfraException.class)
        .hasMessageStartingWith(file + ": the report cannot be written. Got ");
  }
}
