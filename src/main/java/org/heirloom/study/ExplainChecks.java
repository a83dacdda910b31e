package org.heirloom.study;

import java.util.List;
import org.heirloom.study.Study.Explain;

/** What must hold for the saliency maps. */
final class ExplainChecks {
  private ExplainChecks() {}

  static void check(Study study, Scope root) {
    Explain explain = study.explain();
    Scope scope = root.in("explain");
    scope.filled("explainers", explain.explainers());
    scope.known("explainers", explain.explainers(), Vocabulary.EXPLAINERS);
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
}
