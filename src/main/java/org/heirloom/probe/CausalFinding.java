package org.heirloom.probe;

import java.util.List;

/**
 * What switching off a class's units does to that class, on examples that did not choose them.
 *
 * @param className the class
 * @param accuracy its balanced accuracy with all units, in [0, 1]; one half is chance
 * @param units its most important ones, most important first
 * @param effects how much worse the class is told without each of them alone, where they were
 *     chosen
 * @param steps what happens when the first of them are off together
 */
public record CausalFinding(
    String className,
    double accuracy,
    List<Integer> units,
    List<Double> effects,
    List<Step> steps) {
  public CausalFinding {
    units = List.copyOf(units);
    effects = List.copyOf(effects);
    steps = List.copyOf(steps);
  }

  /**
   * Units off together.
   *
   * @param size how many
   * @param drop of balanced accuracy, in [−1, 1]
   * @param random mean drop with as many random units off
   */
  public record Step(int size, double drop, double random) {}
}
