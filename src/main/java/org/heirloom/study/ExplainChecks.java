package org.heirloom.study;

import java.util.List;
import org.heirloom.study.Study.BroughtMaps;
import org.heirloom.study.Study.Explain;

/** What must hold for the saliency maps. */
final class ExplainChecks {
  private ExplainChecks() {}

  static void check(Study study, Scope root) {
    Explain explain = study.explain();
    Scope scope = root.in("explain");
    scope.filled("explainers", explain.explainers());
    scope.known("explainers", explain.explainers(), Vocabulary.EXPLAINERS);
    brought(explain, scope);
    if (explain.layer().equals("pooled")) {
      scope.refuse(
          "layer",
          "has no positions to look at. Got \"pooled\". Expected a layer before it, such as stage3.");
    } else {
      LayerChecks.spatial(study).check(scope, "layer", explain.layer());
    }
    ExplainerChecks.check(study, scope);
    scope.filled("measures", explain.measures());
    scope.known("measures", explain.measures(), Vocabulary.MEASURES);
    scope.range("steps", explain.steps(), 2, 4096);
    scope.known("substrate", explain.substrate(), Vocabulary.SUBSTRATES);
    scope.range("batchSize", explain.batchSize(), 1, 4096);
    MapChecks.check(study, scope);
    LocalChecks.check(study, scope);
    int pixels = study.data().sizePixels() * study.data().sizePixels();
    if (scope.sound("steps") && scope.problems().sound(List.of("data.sizePixels"))) {
      scope.require(
          explain.steps() <= pixels,
          "steps",
          "more than there are pixels. Got %d. Expected at most %d."
              .formatted(explain.steps(), pixels));
    }
  }

  /** Names become those of files and of subjects in reports. */
  private static void brought(Explain explain, Scope scope) {
    for (int i = 0; i < explain.brought().size(); i++) {
      BroughtMaps maps = explain.brought().get(i);
      String key = "brought[" + i + "]";
      scope.require(
          maps.name().matches("[a-z0-9][a-z0-9-]{0,39}"),
          key + ".name",
          "not a name. Got %s. Expected up to 40 small letters, digits and hyphens."
              .formatted(Text.quote(maps.name())));
      scope.require(
          !Vocabulary.EXPLAINERS.contains(maps.name()),
          key + ".name",
          "an explainer has that name. Got %s. Expected another."
              .formatted(Text.quote(maps.name())));
      scope.require(
          !maps.path().isBlank(),
          key + ".path",
          "missing. Got \"\". Expected a folder with <network>/%s.npy and <network>/examples.csv."
              .formatted(maps.name()));
    }
    scope.distinct("brought", explain.brought().stream().map(BroughtMaps::name).toList());
  }
}
