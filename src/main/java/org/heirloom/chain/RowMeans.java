package org.heirloom.chain;

import java.util.List;
import java.util.Map;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.metrics.Row;
import org.heirloom.report.Trust;
import org.heirloom.retain.Estimates;

/** Means of cells of a table of rows, with their intervals over replicates and examples. */
record RowMeans(RowTable table, Estimates estimates) {

  /** A cell that is compared with nothing. */
  Trust.Cell cell(String arm, String metric, String subject) {
    Map<Integer, Map<String, Row>> rows = table.rows(arm, metric, subject);
    List<String> examples = RowTable.examples(rows);
    double[][] values = RowTable.table(rows, examples);
    double[][] defined = RowTable.defined(values);
    int flagged = 0;
    for (Map<String, Row> row : rows.values()) {
      flagged +=
          (int)
              row.values().stream()
                  .filter(r -> !r.flag().isEmpty() && Double.isFinite(r.value()))
                  .count();
    }
    int undefined =
        defined.length == 0 ? 0 : (values[0].length - defined[0].length) * defined.length;
    return new Trust.Cell(
        estimates.of(defined, MetricCatalogue.get(metric).scale()),
        Trust.Against.NONE,
        undefined,
        flagged);
  }
}
