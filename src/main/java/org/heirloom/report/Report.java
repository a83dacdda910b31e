package org.heirloom.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.heirloom.InfraException;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;

/**
 * Writes a report's five files: {@code index.html}, {@code scorecard.json}, {@code rows.csv},
 * {@code summary.md} and {@code gates.xml}.
 *
 * <p>The same input gives the same bytes.
 *
 * @param gates what became of every gate, in the order of the study
 */
public record Report(List<GateResult> gates) {

  public Report {
    gates = List.copyOf(gates);
  }

  /** Whether a gate failed, so that the run must end with exit code 1. */
  public boolean failed() {
    return gates.stream().anyMatch(GateResult::failed);
  }

  /**
   * Writes all files into a folder, which is made if need be.
   *
   * @param rows the evidence, read once and not held
   * @throws InfraException if the folder cannot be written
   */
  public static Report write(ReportInput input, Iterator<Row> rows, Path folder) {
    List<GateResult> gates = Gates.check(input.gates(), input.scorecard());
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("index.html"), Page.of(input, gates));
      Files.writeString(folder.resolve("scorecard.json"), ScorecardJson.write(input, gates));
      Files.writeString(folder.resolve("summary.md"), Summary.of(input, gates));
      Files.writeString(folder.resolve("gates.xml"), GatesXml.of(input.scorecard().study(), gates));
    } catch (IOException e) {
      throw new InfraException(
          folder + ": the report cannot be written. Got " + e.getMessage() + ".", e);
    }
    try (Rows.Output out = Rows.create(folder.resolve("rows.csv"))) {
      rows.forEachRemaining(out);
    }
    return new Report(gates);
  }
}
