package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heirloom.metrics.Row;

/** Rows for tests, written as tables. */
final class Evidences {
  private final List<Row> rows = new ArrayList<>();

  static Criteria criteria(Map<String, Double> margins) {
    return new Criteria("tiny", 0.95, margins, List.of("distilled", "label-only", "untrained"));
  }

  /** A table of one arm: a row for each replicate, a column for each example. */
  Evidences table(String arm, String metric, String subject, double[]... table) {
    for (int replicate = 0; replicate < table.length; replicate++) {
      for (int j = 0; j < table[replicate].length; j++) {
        add(arm, replicate, metric, subject, "e" + (1000 + j), table[replicate][j]);
      }
    }
    return this;
  }

  /** One value per whole model of an arm. */
  Evidences whole(String arm, String metric, String subject, double... values) {
    for (int replicate = 0; replicate < values.length; replicate++) {
      add(arm, replicate, metric, subject, "", values[replicate]);
    }
    return this;
  }

  /** Any row. */
  Evidences row(Row row) {
    rows.add(row);
    return this;
  }

  private void add(
      String arm, int replicate, String metric, String subject, String example, double value) {
    String flag = Double.isNaN(value) ? "constant-map" : "";
    rows.add(new Row(arm, replicate, 1, metric, subject, example, value, flag));
  }

  List<Row> rows() {
    return rows;
  }

  Scorecard scorecard(Criteria criteria) {
    return Scorecards.build(criteria, Evidence.of(rows), List.of());
  }
}
