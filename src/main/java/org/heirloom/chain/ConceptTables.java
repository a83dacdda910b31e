package org.heirloom.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.report.ReportInput.ConceptMap;
import org.heirloom.report.ReportInput.ConceptMap.Asked;
import org.heirloom.stage.StageContext;

/** Concepts by layers of every arm, at the largest budget: means over its networks. */
final class ConceptTables {
  /** Sum and count by arm, then concept, then layer. */
  private final Map<Asked, Map<String, Map<String, Map<String, double[]>>>> sums =
      new LinkedHashMap<>();

  private ConceptTables() {}

  static List<ConceptMap> of(StageContext context) {
    ConceptTables tables = new ConceptTables();
    for (ModelId model : ModelId.ofLargestBudgets(context.study())) {
      Rows.read(
          context.input("probe", model.unit()).resolve("rows.csv"),
          row -> tables.add(model.arm(), row));
    }
    List<ConceptMap> maps = new ArrayList<>();
    tables.sums.forEach(
        (asked, arms) -> arms.forEach((arm, concepts) -> maps.add(map(asked, arm, concepts))));
    return maps;
  }

  private void add(String arm, Row row) {
    int layer = row.subject().indexOf('/');
    if (row.metric().equals("tcav-score") && !Double.isNaN(row.value())) {
      int name = row.subject().lastIndexOf('/');
      String concept = row.subject().substring(layer + 1, name);
      add(
          Asked.USED,
          arm,
          concept,
          row.subject().substring(0, layer),
          row.flag().isEmpty() ? 1 : 0);
    }
    if (row.metric().equals("selectivity")) {
      String concept = row.subject().substring(layer + 1);
      add(Asked.READ, arm, concept, row.subject().substring(0, layer), row.value());
    }
  }

  private void add(Asked asked, String arm, String concept, String layer, double value) {
    double[] sum =
        sums.computeIfAbsent(asked, a -> new LinkedHashMap<>())
            .computeIfAbsent(arm, a -> new LinkedHashMap<>())
            .computeIfAbsent(concept, c -> new LinkedHashMap<>())
            .computeIfAbsent(layer, l -> new double[2]);
    sum[0] += value;
    sum[1]++;
  }

  private static ConceptMap map(
      Asked asked, String arm, Map<String, Map<String, double[]>> concepts) {
    Set<String> layers = new LinkedHashSet<>();
    concepts.values().forEach(byLayer -> layers.addAll(byLayer.keySet()));
    List<List<Double>> values = new ArrayList<>();
    for (Map<String, double[]> byLayer : concepts.values()) {
      List<Double> line = new ArrayList<>();
      for (String layer : layers) {
        double[] sum = byLayer.getOrDefault(layer, new double[2]);
        line.add(sum[0] / sum[1]);
      }
      values.add(line);
    }
    return new ConceptMap(asked, arm, List.copyOf(concepts.keySet()), List.copyOf(layers), values);
  }
}
