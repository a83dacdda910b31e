package org.heirloom.study;

import java.util.List;
import org.heirloom.study.UnitProbes.Causal;
import org.heirloom.study.UnitProbes.Codes;
import org.heirloom.study.UnitProbes.Pdm;
import org.heirloom.study.UnitProbes.Shortcuts;

/** What must hold for the probes that intervene on units or label them. */
final class UnitChecks {
  private static final int MOST = 100_000;

  private UnitChecks() {}

  static void check(Study study, Scope root) {
    causal(study, root.in("probe.causal"));
    pdm(study, root.in("probe.pdm"));
    codes(study, root.in("probe.codes"));
    shortcuts(study, root.in("probe.shortcuts"));
  }

  private static void causal(Study study, Scope scope) {
    Causal causal = study.probe().causal();
    LayerChecks.spatial(study).check(scope, "layers", causal.layers());
    sizes(scope, causal.units());
    scope.range("randomSets", causal.randomSets(), 1, 1000);
    if (causal.enabled()) {
      scope.filled("layers", causal.layers());
    }
  }

  private static void pdm(Study study, Scope scope) {
    Pdm pdm = study.probe().pdm();
    LayerChecks.any(study).check(scope, "layers", pdm.layers());
    scope.range("examples", pdm.examples(), 20, MOST);
    scope.range("ridge", pdm.ridge(), "(0, 1000000]");
    if (pdm.enabled()) {
      scope.filled("layers", pdm.layers());
    }
  }

  private static void codes(Study study, Scope scope) {
    Codes codes = study.probe().codes();
    LayerChecks.spatial(study).check(scope, "layers", codes.layers());
    scope.range("quantile", codes.quantile(), "(0, 0.5]");
    scope.range("examples", codes.examples(), 20, 20_000);
    scope.range("beam", codes.beam(), 1, 100);
    scope.range("length", codes.length(), 1, 10);
    scope.range("lengthPenalty", codes.lengthPenalty(), "(0, 1]");
    scope.range("ridge", codes.ridge(), "(0, 1000000]");
    if (codes.compositions() || codes.distributed()) {
      scope.filled("layers", codes.layers());
    }
  }

  private static void shortcuts(Study study, Scope scope) {
    Shortcuts shortcuts = study.probe().shortcuts();
    LayerChecks.spatial(study).check(scope, "layer", shortcuts.layer());
    scope.range("examples", shortcuts.examples(), 2, MOST);
    sizes(scope, shortcuts.units());
    scope.range("randomSets", shortcuts.randomSets(), 1, 1000);
  }

  /** Numbers of units, ascending. */
  private static void sizes(Scope scope, List<Integer> units) {
    scope.filled("units", units);
    for (int i = 0; i < units.size(); i++) {
      scope.range("units[" + i + "]", units.get(i), 1, MOST);
      scope.require(
          i == 0 || units.get(i) > units.get(i - 1),
          "units[" + i + "]",
          "does not ascend. Got %d after %d. Expected a larger number than the one before."
              .formatted(units.get(i), units.get(Math.max(0, i - 1))));
    }
  }
}
