package org.heirloom.study;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.study.Study.Gate;

/** What must hold for margins and gates. */
final class RetainChecks {
  private RetainChecks() {}

  static void check(Study study, Scope root) {
    root.range("retain.confidence", study.retain().confidence(), "[0.5, 0.9999]");
    Scope margins = root.in("retain.margins");
    study
        .retain()
        .margins()
        .forEach(
            (metric, margin) -> {
              scored(margins, metric, metric);
              margins.range(metric, margin, "(0, 1000000]");
            });
    List<String> arms = new ArrayList<>(study.distill().heirs());
    arms.addAll(study.distill().controls());
    for (int i = 0; i < study.gates().size(); i++) {
      gate(study.gates().get(i), arms, root.in("gates[" + i + "]"));
    }
  }

  /** The metric is one that a scorecard compares, so that it has a gap and an interval. */
  private static void scored(Scope scope, String key, String metric) {
    List<String> known = MetricCatalogue.scored();
    if (!known.contains(metric)) {
      scope.refuse(
          key,
          "no such comparison. Got %s. %s"
              .formatted(Text.quote(metric), Text.suggestion(metric, known)));
    }
  }

  private static void gate(Gate gate, List<String> arms, Scope scope) {
    scored(scope, "metric", gate.metric());
    if (scope.problems().sound(List.of("distill.methods", "distill.controls", "distill.brought"))) {
      scope.require(
          arms.contains(gate.arm()),
          "arm",
          "no such student. Got %s. %s"
              .formatted(Text.quote(gate.arm()), Text.suggestion(gate.arm(), arms)));
    }
    scope.require(
        gate.bound().equals("lower") || gate.bound().equals("upper"),
        "bound",
        "unknown bound. Got %s. Expected lower or upper: an end of the interval."
            .formatted(Text.quote(gate.bound())));
    if (scope.sound("atLeast", "atMost")) {
      limits(gate, scope);
    }
  }

  private static void limits(Gate gate, Scope scope) {
    scope.require(
        gate.atLeast() != null || gate.atMost() != null,
        "",
        "says nothing that could fail. Expected atLeast or atMost.");
    scope.require(
        gate.atLeast() == null || gate.atMost() == null || gate.atLeast() <= gate.atMost(),
        "atLeast",
        "above atMost, so that it can never hold. Got %s and %s. Expected atLeast <= atMost."
            .formatted(Text.quote(gate.atLeast()), Text.quote(gate.atMost())));
  }
}
