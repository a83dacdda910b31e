package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which units carry a cue: those whose activation, averaged over positions, differs most between
 * two images that differ in the cue alone, in units of their deviation over images.
 */
final class CueUnits {
  private final List<double[]> agreeing = new ArrayList<>();
  private final List<double[]> conflicting = new ArrayList<>();

  /** Adds a pair. */
  void add(double[] withAgreeingCue, double[] withConflictingCue) {
    agreeing.add(withAgreeingCue);
    conflicting.add(withConflictingCue);
  }

  /** Mean size of the difference by unit; 0 for a unit that does not vary. */
  double[] differences() {
    Scale scale = Scale.of(agreeing.toArray(double[][]::new));
    double[] sums = new double[scale.mean().length];
    for (int i = 0; i < agreeing.size(); i++) {
      for (int u = 0; u < sums.length; u++) {
        sums[u] += Math.abs(agreeing.get(i)[u] - conflicting.get(i)[u]) * scale.factor()[u];
      }
    }
    for (int u = 0; u < sums.length; u++) {
      sums[u] /= agreeing.size();
    }
    return sums;
  }

  /** Units by falling difference; equal ones by index. */
  int[] order() {
    double[] differences = differences();
    return IntStream.range(0, differences.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer u) -> -differences[u]).thenComparing(u -> u))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
