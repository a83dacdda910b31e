package org.heirloom.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.explain.Explainers;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.report.Trust;
import org.heirloom.retain.Estimates;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Gathers which explainers do better than chance by which measure, and what survives. */
final class Trusting {
  private static final String RANDOM = "random";
  private static final String PAIRS = "measure-agreement";

  private final Study study;
  private final List<String> arms;
  private final RowTable table = new RowTable();
  private final RowMeans means;

  Trusting(StageContext context) {
    this.study = context.study();
    this.means = new RowMeans(table, new Estimates(study.retain().confidence()));
    List<ModelId> models = ModelId.ofLargestBudgets(study);
    this.arms = models.stream().map(ModelId::arm).distinct().toList();
    Map<String, Double> budgets = new LinkedHashMap<>();
    models.forEach(model -> budgets.put(model.arm(), model.budget()));
    Rows.read(
        context.input("retain", RetainStage.UNIT).resolve(RetainStage.ROWS),
        row -> {
          if (row.budget() == budgets.get(row.arm()) && isWanted(row)) {
            table.add(row);
          }
        });
  }

  private boolean isWanted(Row row) {
    return (contest(MetricCatalogue.get(row.metric()))
            && study.explain().names().contains(row.subject()))
        || row.metric().startsWith("robust-")
        || (AttentiveFamily.isNeeded(study) && SurrogateBoards.READS.contains(row.metric()))
        || (row.metric().equals(PAIRS) && row.arm().equals(Arms.TEACHER));
  }

  /** Whether a metric says something of each map, of which one direction is better. */
  private static boolean contest(Metric metric) {
    boolean directed =
        metric.direction() == Direction.HIGHER || metric.direction() == Direction.LOWER;
    boolean ofMaps = metric.kind() == Kind.VALUE || metric.kind() == Kind.CONTEXT;
    boolean comparing = metric.name().startsWith("map-") || metric.name().startsWith("robust-");
    return metric.family() == Family.SALIENCY && directed && ofMaps && !comparing;
  }

  Trust all() {
    List<Trust.Board> boards = new ArrayList<>();
    arms.forEach(arm -> board(arm).ifPresent(boards::add));
    Survivals survivals = new Survivals(study, table, arms);
    List<Trust.SurrogateBoard> surrogates =
        AttentiveFamily.isNeeded(study)
            ? new SurrogateBoards(study, table, means).all(arms)
            : List.of();
    return new Trust(boards, pairs(), survivals.curves(), survivals.errors(), surrogates);
  }

  private java.util.Optional<Trust.Board> board(String arm) {
    List<String> metrics =
        MetricCatalogue.names().stream()
            .filter(m -> explainers().stream().anyMatch(e -> !table.rows(arm, m, e).isEmpty()))
            .filter(m -> contest(MetricCatalogue.get(m)))
            .toList();
    if (metrics.isEmpty()) {
      return java.util.Optional.empty();
    }
    Map<String, List<Trust.Cell>> cells = new LinkedHashMap<>();
    for (String explainer : explainers()) {
      cells.put(explainer, metrics.stream().map(m -> cell(arm, m, explainer)).toList());
    }
    Map<String, Double> places = places(metrics, cells);
    List<Trust.Line> lines = new ArrayList<>();
    cells.forEach(
        (explainer, row) ->
            lines.add(
                new Trust.Line(
                    explainer, Explainers.isControl(explainer), places.get(explainer), row)));
    lines.sort(Comparator.comparingDouble(Trust.Line::place));
    Map<Integer, Map<String, Row>> some =
        metrics.stream()
            .map(m -> table.rows(arm, m, explainers().get(0)))
            .filter(rows -> !rows.isEmpty())
            .findFirst()
            .orElse(Map.of());
    return java.util.Optional.of(
        new Trust.Board(arm, some.size(), RowTable.examples(some).size(), metrics, lines));
  }

  private List<String> explainers() {
    return study.explain().names();
  }

  private Trust.Cell cell(String arm, String metric, String explainer) {
    Trust.Cell cell = means.cell(arm, metric, explainer);
    return new Trust.Cell(
        cell.value(), against(arm, metric, explainer), cell.undefined(), cell.flagged());
  }

  /** Only measures that are scored are a contest: compactness and steadiness are not. */
  private Trust.Against against(String arm, String metric, String explainer) {
    Map<Integer, Map<String, Row>> own = table.rows(arm, metric, explainer);
    List<String> examples = RowTable.examples(own);
    double[][] values = RowTable.table(own, examples);
    Map<Integer, Map<String, Row>> random = table.rows(arm, metric, RANDOM);
    if (!ranks(metric) || explainer.equals(RANDOM) || random.isEmpty() || values.length == 0) {
      return Trust.Against.NONE;
    }
    double[][] others = RowTable.table(random, examples);
    double sign = MetricCatalogue.get(metric).direction() == Direction.HIGHER ? 1 : -1;
    double[][] differences = new double[values.length][examples.size()];
    for (int r = 0; r < values.length; r++) {
      for (int e = 0; e < examples.size(); e++) {
        differences[r][e] = sign * (values[r][e] - others[r][e]);
      }
    }
    Estimate difference =
        means
            .estimates()
            .ofDifferences(RowTable.defined(differences), MetricCatalogue.get(metric).scale());
    return difference.low() > 0
        ? Trust.Against.BETTER
        : difference.high() < 0 ? Trust.Against.WORSE : Trust.Against.NOT_SHOWN;
  }

  private static boolean ranks(String metric) {
    return MetricCatalogue.get(metric).kind() == Kind.VALUE && !metric.startsWith("corrupted-");
  }

  /** Mean place of each explainer over the measures that rank; equal values share a place. */
  private static Map<String, Double> places(
      List<String> metrics, Map<String, List<Trust.Cell>> cells) {
    Map<String, Double> places = new LinkedHashMap<>();
    cells.forEach(
        (explainer, row) -> {
          double sum = 0;
          int count = 0;
          for (int m = 0; m < metrics.size(); m++) {
            double own = signed(metrics.get(m), row.get(m));
            if (ranks(metrics.get(m)) && Double.isFinite(own)) {
              double place = 0.5;
              for (List<Trust.Cell> other : cells.values()) {
                double value = signed(metrics.get(m), other.get(m));
                place += value > own ? 1 : value == own ? 0.5 : 0;
              }
              sum += place;
              count++;
            }
          }
          places.put(explainer, count == 0 ? Double.NaN : sum / count);
        });
    return places;
  }

  private static double signed(String metric, Trust.Cell cell) {
    boolean higher = MetricCatalogue.get(metric).direction() == Direction.HIGHER;
    return higher ? cell.value().value() : -cell.value().value();
  }

  private List<Trust.Pair> pairs() {
    List<Trust.Pair> pairs = new ArrayList<>();
    for (String subject : table.subjects(PAIRS)) {
      Map<Integer, Map<String, Row>> rows = table.rows(Arms.TEACHER, PAIRS, subject);
      double[][] values = RowTable.table(rows, RowTable.examples(rows));
      double[][] defined = RowTable.defined(values);
      String[] names = subject.split("/", 2);
      pairs.add(
          new Trust.Pair(
              names[0],
              names[1],
              means.estimates().of(defined, MetricCatalogue.get(PAIRS).scale()),
              (values[0].length - defined[0].length) * values.length));
    }
    return pairs;
  }
}
