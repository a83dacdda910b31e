package org.heirloom.probe;

import java.util.List;

/**
 * How a network leans on a cue, and what is left of it when the cue's units are off.
 *
 * @param accuracies by condition of the cue, over all images
 * @param units those switched off, the strongest carrier first; empty if none could be
 * @param edited accuracies by condition with these units off, on the judging half
 * @param whole the same with all units, on the same half
 * @param random accuracy on conflicting images with as many random units off, set by set
 * @param flag empty, or why there is no editing
 */
public record ShortcutFinding(
    List<Double> accuracies,
    List<Integer> units,
    List<Double> edited,
    List<Double> whole,
    List<Double> random,
    String flag) {
  public ShortcutFinding {
    accuracies = List.copyOf(accuracies);
    units = List.copyOf(units);
    edited = List.copyOf(edited);
    whole = List.copyOf(whole);
    random = List.copyOf(random);
  }
}
