package org.heirloom.chain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heirloom.metrics.Row;

/** Rows of chosen metrics, of the networks that saw most, as tables of replicates × examples. */
final class RowTable {
  private final Map<String, Map<Integer, Map<String, Row>>> cells = new LinkedHashMap<>();
  private final Set<String> subjects = new LinkedHashSet<>();

  private static String key(String arm, String metric, String subject) {
    return arm + "\n" + metric + "\n" + subject;
  }

  void add(Row row) {
    subjects.add(row.metric() + "\n" + row.subject());
    cells
        .computeIfAbsent(key(row.arm(), row.metric(), row.subject()), k -> new TreeMap<>())
        .computeIfAbsent(row.replicate(), r -> new LinkedHashMap<>())
        .put(row.example(), row);
  }

  /** Subjects of a metric, in the order of rows. */
  List<String> subjects(String metric) {
    return subjects.stream()
        .filter(s -> s.startsWith(metric + "\n"))
        .map(s -> s.substring(metric.length() + 1))
        .toList();
  }

  /** Rows by replicate and example; empty if that was not measured. */
  Map<Integer, Map<String, Row>> rows(String arm, String metric, String subject) {
    return cells.getOrDefault(key(arm, metric, subject), Collections.emptyMap());
  }

  /** Values of one cell, by replicate; examples are those of all lists, in the same order. */
  static double[][] table(Map<Integer, Map<String, Row>> rows, List<String> examples) {
    return rows.values().stream()
        .map(
            row ->
                examples.stream()
                    .mapToDouble(e -> row.containsKey(e) ? row.get(e).value() : Double.NaN)
                    .toArray())
        .toArray(double[][]::new);
  }

  /** Examples that have any value in a cell, in the order of rows. */
  static List<String> examples(Map<Integer, Map<String, Row>> rows) {
    Set<String> examples = new LinkedHashSet<>();
    rows.values().forEach(row -> examples.addAll(row.keySet()));
    return List.copyOf(examples);
  }

  /** The examples of a table that are defined in every replicate, as columns of another one. */
  static double[][] defined(double[][] table) {
    if (table.length == 0) {
      return table;
    }
    boolean[] keep = new boolean[table[0].length];
    int kept = 0;
    for (int e = 0; e < keep.length; e++) {
      keep[e] = true;
      for (double[] row : table) {
        keep[e] &= Double.isFinite(row[e]);
      }
      kept += keep[e] ? 1 : 0;
    }
    double[][] defined = new double[table.length][kept];
    for (int r = 0; r < table.length; r++) {
      int at = 0;
      for (int e = 0; e < keep.length; e++) {
        if (keep[e]) {
          defined[r][at++] = table[r][e];
        }
      }
    }
    return defined;
  }
}
