package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.heirloom.probe.CausalFinding;
import org.heirloom.probe.ShortcutFinding;
import org.heirloom.probe.UnitCodes;
import org.heirloom.report.ReportInput;
import org.heirloom.report.UnitFindings;
import org.heirloom.stage.StageContext;

/** Gathers what the report tells of units, from the files beside the rows. */
final class UnitPictures {
  private static final int MOST = 6;

  private final StageContext context;
  private final Map<String, List<ModelId>> arms = new LinkedHashMap<>();

  UnitPictures(StageContext context) {
    this.context = context;
    ModelId.ofLargestBudgets(context.study())
        .forEach(model -> arms.computeIfAbsent(model.arm(), arm -> new ArrayList<>()).add(model));
  }

  UnitFindings all() {
    List<UnitFindings.Ablation> ablations = new ArrayList<>();
    List<UnitFindings.Shortcut> shortcuts = new ArrayList<>();
    List<UnitFindings.Labels> labels = new ArrayList<>();
    List<UnitFindings.Formula> formulas = new ArrayList<>();
    List<UnitFindings.Code> codes = new ArrayList<>();
    arms.forEach(
        (arm, models) -> {
          ablations.addAll(ablations(arm, models));
          shortcut(arm, models).ifPresent(shortcuts::add);
          ModelId first = models.get(0);
          read(first, ProbeStage.PDM, PredictionDifferenceFamily.Stored[].class)
              .ifPresent(layers -> List.of(layers).forEach(l -> labels.add(labels(arm, l))));
          read(first, ProbeStage.CODES, UnitCodes[].class)
              .ifPresent(
                  layers ->
                      List.of(layers)
                          .forEach(
                              layer -> {
                                formulas.addAll(formulas(arm, layer));
                                codes.addAll(codes(arm, layer));
                              }));
        });
    return new UnitFindings(ablations, shortcuts, labels, formulas, codes);
  }

  private <T> Optional<T> read(ModelId model, String name, Class<T> type) {
    Path file = context.input("probe", model.unit()).resolve(name);
    return java.nio.file.Files.exists(file)
        ? Optional.of(Files.json(file, type))
        : Optional.empty();
  }

  /** Sums by layer and size over classes and replicates, in their order. */
  private List<UnitFindings.Ablation> ablations(String arm, List<ModelId> models) {
    Map<String, Map<Integer, double[]>> sums = new LinkedHashMap<>();
    for (ModelId model : models) {
      read(model, ProbeStage.CAUSAL, CausalFamily.Stored[].class)
          .ifPresent(
              layers -> {
                for (CausalFamily.Stored layer : layers) {
                  Map<Integer, double[]> bySize =
                      sums.computeIfAbsent(layer.layer(), name -> new TreeMap<>());
                  layer.classes().forEach(finding -> add(bySize, finding));
                }
              });
    }
    List<UnitFindings.Ablation> ablations = new ArrayList<>();
    sums.forEach(
        (layer, bySize) -> {
          List<UnitFindings.Step> steps = new ArrayList<>();
          bySize.forEach(
              (size, sum) ->
                  steps.add(new UnitFindings.Step(size, sum[0] / sum[2], sum[1] / sum[2])));
          if (!steps.isEmpty()) {
            ablations.add(new UnitFindings.Ablation(layer, arm, steps));
          }
        });
    return ablations;
  }

  private static void add(Map<Integer, double[]> sums, CausalFinding finding) {
    for (CausalFinding.Step step : finding.steps()) {
      double[] sum = sums.computeIfAbsent(step.size(), size -> new double[3]);
      sum[0] += step.drop();
      sum[1] += step.random();
      sum[2]++;
    }
  }

  private Optional<UnitFindings.Shortcut> shortcut(String arm, List<ModelId> models) {
    List<ShortcutFinding> found =
        models.stream()
            .flatMap(m -> read(m, ProbeStage.SHORTCUTS, ShortcutFinding.class).stream())
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new UnitFindings.Shortcut(
            arm,
            mean(found, f -> f.accuracies().get(0)),
            mean(found, f -> f.accuracies().get(1)),
            mean(found, f -> f.accuracies().get(2)),
            mean(found, f -> f.whole().isEmpty() ? Double.NaN : f.whole().get(1)),
            mean(found, f -> f.edited().isEmpty() ? Double.NaN : f.edited().get(1)),
            mean(found, f -> mean(f.random(), r -> r))));
  }

  private static <T> double mean(List<T> all, ToDoubleFunction<T> value) {
    return all.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  private static UnitFindings.Labels labels(String arm, PredictionDifferenceFamily.Stored layer) {
    Map<String, Integer> counts = new TreeMap<>();
    layer.units().stream()
        .filter(unit -> !unit.concept().isEmpty())
        .forEach(unit -> counts.merge(unit.concept(), 1, Integer::sum));
    return new UnitFindings.Labels(
        layer.layer(),
        arm,
        layer.units().size(),
        counts.values().stream().mapToInt(Integer::intValue).sum(),
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(MOST)
            .map(e -> new ReportInput.Named(e.getKey(), Integer.toString(e.getValue())))
            .toList());
  }

  private static List<UnitFindings.Formula> formulas(String arm, UnitCodes layer) {
    return layer.compositions().stream()
        .sorted(Comparator.comparingDouble(u -> u.conceptIou() - u.iou()))
        .limit(MOST)
        .map(
            u ->
                new UnitFindings.Formula(
                    layer.layer(), arm, u.unit(), u.formula(), u.iou(), u.conceptIou()))
        .toList();
  }

  private static List<UnitFindings.Code> codes(String arm, UnitCodes layer) {
    return layer.codes().stream()
        .sorted(Comparator.comparingDouble(c -> c.single() - c.all()))
        .limit(MOST)
        .map(
            c ->
                new UnitFindings.Code(
                    layer.layer(), arm, c.concept(), c.all(), c.single(), c.units()))
        .toList();
  }
}
