package org.heirloom.study;

import java.util.List;

/**
 * How images go bad, and of whose maps it is asked whether they survive.
 *
 * @param corruptions by name
 * @param severities of each, from 1 to 5
 * @param attacks by name
 * @param epsilons of each, in 1/255 of the range of values
 * @param explainers whose maps are compared
 * @param mapSeverities severities at which maps are compared
 */
public record RobustnessSettings(
    List<String> corruptions,
    List<Integer> severities,
    List<String> attacks,
    List<Double> epsilons,
    List<String> explainers,
    List<Integer> mapSeverities) {

  public RobustnessSettings {
    corruptions = List.copyOf(corruptions);
    severities = List.copyOf(severities);
    attacks = List.copyOf(attacks);
    epsilons = List.copyOf(epsilons);
    explainers = List.copyOf(explainers);
    mapSeverities = List.copyOf(mapSeverities);
  }

  /** Whether anything is asked. */
  public boolean asked() {
    return !corruptions.isEmpty() || !attacks.isEmpty();
  }
}
