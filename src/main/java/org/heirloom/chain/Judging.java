package org.heirloom.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.heirloom.data.Example;
import org.heirloom.evaluate.ClassScores;
import org.heirloom.evaluate.Complexity;
import org.heirloom.evaluate.Faithfulness;
import org.heirloom.evaluate.Localisation;
import org.heirloom.evaluate.MeasureAgreement;
import org.heirloom.evaluate.PartImportance;
import org.heirloom.evaluate.RandomRemovals;
import org.heirloom.evaluate.Road;
import org.heirloom.evaluate.Sensitivity;
import org.heirloom.evaluate.Substrate;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.study.JudgingSettings;

/** Whether maps can be believed: every measure that looks at one network at a time. */
final class Judging {
  /** Behind an explainer: held against all parts of the object rather than the telling ones. */
  static final String ALL_PARTS = "/all-parts";

  private static final String PART = "part/";

  private final Judged judged;
  private final JudgingSettings settings;
  private final List<Measured> measured = new ArrayList<>();

  Judging(Judged judged) {
    this.judged = judged;
    this.settings = judged.study().explain().judging();
  }

  /**
   * Every value, in the order of measures, explainers, examples.
   *
   * @param others values of other measures of the same maps, which are compared with these
   */
  List<Measured> all(List<Measured> others) {
    measures()
        .forEach(
            (name, measure) -> {
              if (judged.wants(name)) {
                measure.run();
              }
            });
    measured.addAll(new CurveVariants(judged).all());
    if (judged.wants("measure-agreement")) {
      List<Measured> values = new ArrayList<>(others);
      values.addAll(measured);
      measured.addAll(MeasureAgreement.of(values, List.copyOf(judged.maps().keySet())));
    }
    return measured;
  }

  private Map<String, Runnable> measures() {
    Map<String, Runnable> measures = new LinkedHashMap<>();
    measures.put("complexity", this::complexity);
    measures.put("all-parts", this::allParts);
    measures.put("part-importance", this::partImportance);
    measures.put("road", this::road);
    measures.put("faithfulness", this::faithfulness);
    measures.put("sensitivity", this::sensitivity);
    measures.put("randomisation", () -> measured.addAll(new Randomising(judged).all()));
    return measures;
  }

  private void complexity() {
    eachMap(
        (map, of) ->
            measured.addAll(Complexity.of(map).measured(of.explainer(), of.example().id())));
  }

  private void allParts() {
    int pixels = judged.request().height() * judged.request().width();
    eachMap(
        (map, of) -> {
          List<byte[]> parts = parts(of.example());
          if (!parts.isEmpty()) {
            measured.addAll(
                Localisation.of(map, org.heirloom.evaluate.Masks.union(parts, pixels))
                    .measured(of.explainer() + ALL_PARTS, of.example().id()));
          }
        });
  }

  private static List<byte[]> parts(Example example) {
    return example.masks().entrySet().stream()
        .filter(mask -> mask.getKey().startsWith(PART))
        .map(Map.Entry::getValue)
        .toList();
  }

  private void partImportance() {
    if (!PartDrops.apply(judged.study())) {
      return;
    }
    List<List<PartImportance.Part>> parts = new PartDrops(judged).all();
    eachMap(
        (map, of) ->
            measured.add(
                PartImportance.of(map, parts.get(of.index()))
                    .measured(of.explainer(), of.example().id())));
  }

  private void road() {
    try (Road road =
        new Road(
            judged.model()::apply,
            judged.size(),
            settings.removed(),
            judged.seed().child("road"))) {
      judged
          .maps()
          .forEach(
              (explainer, maps) -> {
                List<Road.Removal> removals = road.removals(judged.request(), maps);
                for (int i = 0; i < removals.size(); i++) {
                  measured.add(removals.get(i).measured(explainer, Localisation.flag(maps, i)));
                }
              });
    }
  }

  private void faithfulness() {
    RandomRemovals.Setting setting =
        new RandomRemovals.Setting(
            judged.request().height(),
            judged.request().width(),
            judged.channels(),
            settings.removals(),
            settings.removalShare(),
            Substrate.named(
                judged.study().explain().substrate(), judged.mean(), judged.request().height()),
            judged.seed().child("removals"));
    try (RandomRemovals removals = new RandomRemovals(judged.model()::apply, setting)) {
      List<RandomRemovals.Drops> drops = removals.drops(judged.request());
      judged
          .maps()
          .forEach(
              (explainer, maps) -> {
                List<Faithfulness> all = RandomRemovals.of(drops, maps);
                for (int i = 0; i < all.size(); i++) {
                  measured.addAll(all.get(i).measured(explainer, judged.request().ids().get(i)));
                }
              });
    }
  }

  private void sensitivity() {
    Sensitivity.Setting setting =
        new Sensitivity.Setting(
            settings.radius(), settings.changes(), judged.seed().child("sensitivity"));
    int[] size = judged.size();
    try (ClassScores scores = new ClassScores(judged.model()::apply, size[0], size[1], size[2])) {
      judged
          .made()
          .forEach(
              (name, maps) -> {
                try (Explainer explainer = judged.makers().apply(name, judged.model()::apply)) {
                  List<Sensitivity> all =
                      Sensitivity.of(explainer, scores, judged.request(), maps, setting);
                  for (int i = 0; i < all.size(); i++) {
                    measured.addAll(all.get(i).measured(name, judged.request().ids().get(i)));
                  }
                }
              });
    }
  }

  /** Whose map it is. */
  private record Of(String explainer, int index, Example example) {}

  private void eachMap(BiConsumer<float[], Of> sink) {
    for (Map.Entry<String, SaliencyMaps> entry : judged.maps().entrySet()) {
      for (int i = 0; i < judged.examples().size(); i++) {
        sink.accept(
            entry.getValue().values().row(i), new Of(entry.getKey(), i, judged.examples().get(i)));
      }
    }
  }
}
