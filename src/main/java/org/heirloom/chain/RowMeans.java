package org.heirloom.chain;

import java.util.List;
import java.util.Map;
import org.heirloom.metrics.Row;
import org.heirloom.report.Trust;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.stats.CrossedMean;
import org.heirloom.stats.Interval;

/** Means of cells of a table of rows, with their intervals over replicates and examples. */
record RowMeans(RowTable table, double confidence) {

  /** The mean of a table of replicates × examples; NaN where it is empty. */
  Estimate estimate(double[][] defined) {
    if (defined.length == 0 || defined[0].length == 0) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN);
    }
    Interval interval = CrossedMean.of(defined).interval(confidence);
    return new Estimate(interval.value(), interval.low(), interval.high());
  }

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
    return new Trust.Cell(estimate(defined), Trust.Against.NONE, undefined, flagged);
  }
}
