package org.heirloom.study;

import java.util.List;
import org.heirloom.study.InformationProbes.Generalisation;
import org.heirloom.study.InformationProbes.Information;
import org.heirloom.study.InformationProbes.ReverseCorrelation;

/** What must hold for the probes that ask in bits. */
final class InformationChecks {
  private static final int MOST = 1_000_000;
  private static final String MASK = "mask/";

  /** Factors of the generator that are numbers without a period. */
  static final List<String> AMPLIFIED =
      List.of(
          "frequency",
          "orientation",
          "phase",
          "x",
          "y",
          "scale",
          "rotation",
          "yaw",
          "light-strength",
          "brightness");

  private InformationChecks() {}

  static void check(Study study, Scope root) {
    information(study, root.in("probe.information"));
    generalisation(study, root.in("probe.generalisation"));
    reverseCorrelation(study, root.in("probe.reverseCorrelation"));
  }

  private static void reverseCorrelation(Study study, Scope scope) {
    ReverseCorrelation wanted = study.probe().reverseCorrelation();
    scope.range("images", wanted.images(), 100, MOST);
    scope.range("permutations", wanted.permutations(), 1, MOST);
    scope.range("creatures", wanted.creatures(), 2, MOST);
    for (int i = 0; i < wanted.amplified().size(); i++) {
      String name = wanted.amplified().get(i);
      scope.require(
          AMPLIFIED.contains(name),
          "amplified[" + i + "]",
          "no number that can be exaggerated. Got %s. %s"
              .formatted(Text.quote(name), Text.suggestion(name, AMPLIFIED)));
    }
    scope.distinct("amplified", wanted.amplified());
    if (wanted.enabled()) {
      significance(study, scope, wanted.permutations());
      scope.require(
          study.data().source().equals("generator"),
          "enabled",
          "only the generator can draw variations. Got true. Expected false, or data.source"
              + " generator.");
      scope.require(
          wanted.creatures() <= study.data().generator().examples(),
          "creatures",
          "more than there are. Got %d. Expected at most %d (data.generator.examples)."
              .formatted(wanted.creatures(), study.data().generator().examples()));
    }
  }

  private static void generalisation(Study study, Scope scope) {
    Generalisation wanted = study.probe().generalisation();
    LayerChecks.any(study).check(scope, "layers", wanted.layers());
    scope.range("creatures", wanted.creatures(), 50, MOST);
    scope.range("bins", wanted.bins(), 3, 101);
    scope.range("components", wanted.components(), 1, 10);
    if (wanted.enabled()) {
      scope.filled("layers", wanted.layers());
      scope.require(
          study.data().source().equals("generator") && !study.data().generator().train().isEmpty(),
          "enabled",
          "there is no range beyond which to ask. Got true. Expected false, or data.source generator"
              + " and a part of a factor's range in data.generator.train.");
      scope.require(
          wanted.creatures() <= study.sample().probe(),
          "creatures",
          "more than the probe role has. Got %d. Expected at most %d (sample.probe)."
              .formatted(wanted.creatures(), study.sample().probe()));
    }
  }

  private static void information(Study study, Scope scope) {
    Information information = study.probe().information();
    LayerChecks.any(study).check(scope, "layers", information.layers());
    factors(study, information.factors(), scope);
    scope.range("subsample", information.subsample(), 50, MOST);
    scope.range("permutations", information.permutations(), 1, MOST);
    scope.range("components", information.components(), 1, 10);
    if (information.enabled()) {
      scope.filled("layers", information.layers());
      significance(study, scope, information.permutations());
    }
  }

  private static void factors(Study study, List<String> factors, Scope scope) {
    for (int i = 0; i < factors.size(); i++) {
      String key = "factors[" + i + "]";
      boolean mask = factors.get(i).startsWith(MASK);
      if (!mask) {
        scope.known(key, factors.get(i), Vocabulary.FACTORS);
      }
      scope.require(
          mask || study.data().source().equals("generator") || factors.get(i).equals("class"),
          key,
          "a folder of images has no known factors. Got %s. Expected class or mask/<name>."
              .formatted(Text.quote(factors.get(i))));
    }
    scope.distinct("factors", factors);
  }

  /** With too few permutations no p-value is small enough for the study's confidence. */
  static void significance(Study study, Scope scope, int permutations) {
    double level = 1 - study.retain().confidence();
    long needed = (long) Math.ceil(1 / level - 1e-6) - 1;
    if (scope.sound("permutations") && scope.problems().sound(List.of("retain.confidence"))) {
      scope.require(
          permutations >= needed,
          "permutations",
          "too few for anything to be significant. Got %d. Expected at least %d, because the smallest"
                  .formatted(permutations, needed)
              + " p is 1 / (permutations + 1) and retain.confidence is %s."
                  .formatted(study.retain().confidence()));
    }
  }
}
