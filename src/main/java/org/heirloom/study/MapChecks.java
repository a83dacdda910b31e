package org.heirloom.study;

import java.util.List;
import org.heirloom.study.Study.Explain;
import org.heirloom.study.Study.Network;

/** What must hold for the measures of saliency maps, and for images that go bad. */
final class MapChecks {
  private MapChecks() {}

  static void check(Study study, Scope explain) {
    judging(study, explain.in("judging"));
    robustness(study.explain(), explain.in("robustness"));
    prototypes(study, explain.in("prototypes"));
  }

  private static void judging(Study study, Scope scope) {
    JudgingSettings judging = study.explain().judging();
    scope.known("substrates", judging.substrates(), Vocabulary.SUBSTRATES);
    scope.distinct("stepCounts", judging.stepCounts());
    int pixels = study.data().sizePixels() * study.data().sizePixels();
    for (int i = 0; i < judging.stepCounts().size(); i++) {
      scope.range("stepCounts[" + i + "]", judging.stepCounts().get(i), 2, Math.min(4096, pixels));
    }
    scope.range("tieOrders", judging.tieOrders(), 0, 100);
    scope.filled("removed", judging.removed());
    scope.distinct("removed", judging.removed());
    for (int i = 0; i < judging.removed().size(); i++) {
      scope.range("removed[" + i + "]", judging.removed().get(i), "(0, 1)");
    }
    scope.range("removals", judging.removals(), 3, 1000);
    scope.range("removalShare", judging.removalShare(), "(0, 1)");
    scope.range("radius", judging.radius(), "(0, 1]");
    scope.range("changes", judging.changes(), 1, 1000);
  }

  private static void robustness(Explain explain, Scope scope) {
    RobustnessSettings robustness = explain.robustness();
    scope.known("corruptions", robustness.corruptions(), Vocabulary.CORRUPTIONS);
    severities(scope, "severities", robustness.severities());
    if (!robustness.corruptions().isEmpty()) {
      scope.filled("severities", robustness.severities());
    }
    scope.known("attacks", robustness.attacks(), Vocabulary.ATTACKS);
    scope.distinct("epsilons", robustness.epsilons());
    for (int i = 0; i < robustness.epsilons().size(); i++) {
      scope.range("epsilons[" + i + "]", robustness.epsilons().get(i), "[0, 255]");
    }
    if (!robustness.attacks().isEmpty()) {
      scope.filled("epsilons", robustness.epsilons());
    }
    scope.distinct("explainers", robustness.explainers());
    for (int i = 0; i < robustness.explainers().size(); i++) {
      scope.require(
          explain.explainers().contains(robustness.explainers().get(i)),
          "explainers[" + i + "]",
          "is none of the study's. Got %s. Expected one of explain.explainers: %s."
              .formatted(
                  Text.quote(robustness.explainers().get(i)),
                  String.join(", ", explain.explainers())));
    }
    severities(scope, "mapSeverities", robustness.mapSeverities());
    for (int i = 0; i < robustness.mapSeverities().size(); i++) {
      scope.require(
          robustness.severities().contains(robustness.mapSeverities().get(i))
              || robustness.explainers().isEmpty(),
          "mapSeverities[" + i + "]",
          "is no severity of the study. Got %d. Expected one of severities: %s."
              .formatted(robustness.mapSeverities().get(i), robustness.severities()));
    }
  }

  private static void prototypes(Study study, Scope scope) {
    PrototypeSettings prototypes = study.explain().prototypes();
    scope.known("attacks", prototypes.attacks(), Vocabulary.PROTOTYPE_ATTACKS);
    scope.distinct("attacks", prototypes.attacks());
    scope.require(
        prototypes.attacks().isEmpty() || ExplainerChecks.any(study, Network::prototypes),
        "attacks",
        "attacks prototypes, and no network has any. Got %s. Expected teach.network or distill.network with pooling prototypes, or []."
            .formatted(prototypes.attacks()));
    scope.range("epsilon", prototypes.epsilon(), "(0, 255]");
    scope.range("step", prototypes.step(), "(0, 255]");
    scope.range("steps", prototypes.steps(), 1, 10_000);
  }

  private static void severities(Scope scope, String key, List<Integer> severities) {
    scope.distinct(key, severities);
    for (int i = 0; i < severities.size(); i++) {
      scope.range(key + "[" + i + "]", severities.get(i), 1, 5);
    }
  }
}
