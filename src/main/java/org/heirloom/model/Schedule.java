package org.heirloom.model;

import org.heirloom.study.Study;

/** Learning rate by step: a linear warm-up, then the schedule that the study names. */
public final class Schedule {
  private static final double[] MILESTONES = {0.625, 0.75, 0.875};

  private final Study.Training recipe;
  private final long steps;

  /** A schedule over a number of steps. */
  public Schedule(Study.Training recipe, long steps) {
    this.recipe = recipe;
    this.steps = steps;
  }

  /** The rate of a step, counted from 0. */
  public double rate(long step) {
    double warmup = recipe.warmup() * steps;
    if (step < warmup) {
      return recipe.learningRate() * (step + 1) / (warmup + 1);
    }
    double done = (step - warmup) / Math.max(1, steps - warmup);
    return recipe.learningRate()
        * switch (recipe.schedule()) {
          case "cosine" -> 0.5 * (1 + StrictMath.cos(Math.PI * done));
          case "step" -> stepped((double) step / steps);
          case "constant" -> 1;
          default -> throw new IllegalArgumentException("schedule " + recipe.schedule());
        };
  }

  private static double stepped(double done) {
    double factor = 1;
    for (double milestone : MILESTONES) {
      factor *= done >= milestone ? 0.1 : 1;
    }
    return factor;
  }
}
