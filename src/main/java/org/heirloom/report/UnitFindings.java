package org.heirloom.report;

import java.util.List;

/**
 * What interventions on units showed, as a report tells it. All numbers are means over replicates
 * at the largest budget, but for labels, formulas and codes, which are of the first replicate.
 */
public record UnitFindings(
    List<Ablation> ablations,
    List<Shortcut> shortcuts,
    List<Labels> labels,
    List<Formula> formulas,
    List<Code> codes) {
  public UnitFindings {
    ablations = List.copyOf(ablations);
    shortcuts = List.copyOf(shortcuts);
    labels = List.copyOf(labels);
    formulas = List.copyOf(formulas);
    codes = List.copyOf(codes);
  }

  /** Nothing. */
  public static UnitFindings none() {
    return new UnitFindings(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  boolean isEmpty() {
    return ablations.isEmpty()
        && shortcuts.isEmpty()
        && labels.isEmpty()
        && formulas.isEmpty()
        && codes.isEmpty();
  }

  /** What classes lose in one layer of one arm, by how many units are off. */
  public record Ablation(String layer, String arm, List<Step> steps) {
    public Ablation {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Units off together.
   *
   * @param drop of balanced accuracy, the mean over classes, in [−1, 1]
   * @param random the same for random units
   */
  public record Step(int units, double drop, double random) {}

  /**
   * Accuracy by what the cue says, in [0, 1].
   *
   * @param whole on conflicting images of the half that judges the editing; NaN without editing
   * @param edited the same with the cue's units off
   * @param random the same with random units off
   */
  public record Shortcut(
      String arm,
      double agreeing,
      double conflicting,
      double absent,
      double whole,
      double edited,
      double random) {}

  /**
   * What the units of a layer stand for.
   *
   * @param units how many there are, of which {@code labelled} stand for a concept
   * @param concepts those that most units stand for, with the number of units
   */
  public record Labels(
      String layer, String arm, int units, int labelled, List<ReportInput.Named> concepts) {
    public Labels {
      concepts = List.copyOf(concepts);
    }
  }

  /** A unit with its formula: intersections over union of the formula and of its best concept. */
  public record Formula(
      String layer, String arm, int unit, String formula, double iou, double single) {}

  /** A concept in all units of a layer, in the best one, and how many it takes. */
  public record Code(
      String layer, String arm, String concept, double all, double single, int units) {}
}
