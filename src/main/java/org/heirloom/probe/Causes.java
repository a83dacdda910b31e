package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.stats.Feature;

/**
 * The causes of some examples as features, and why others cannot be used.
 *
 * @param usable by name, in order
 * @param unusable reason by name
 */
record Causes(Map<String, Feature> usable, Map<String, String> unusable) {
  /** Flag of a cause that is not known of every example. */
  static final String UNKNOWN = "unknown-factor";

  /** Flag of a cause that is the same for all examples. */
  static final String CONSTANT = "constant-factor";

  /** Flag of a cause with a value that too few examples have. */
  static final String FEW = "few-examples";

  /** Bins of numbers, for dependence that neither rises nor falls. */
  static final int BINS = 5;

  private static final int FEWEST = 5;

  Causes {
    usable = Collections.unmodifiableMap(new LinkedHashMap<>(usable));
    unusable = Collections.unmodifiableMap(new LinkedHashMap<>(unusable));
  }

  /**
   * Of all examples.
   *
   * @param names which causes; empty for all that are known
   */
  static Causes of(List<Map<String, Double>> examples, List<String> names) {
    Map<String, Feature> usable = new LinkedHashMap<>();
    Map<String, String> unusable = new LinkedHashMap<>();
    for (String name : names.isEmpty() ? all(examples) : names) {
      double[] values =
          examples.stream().mapToDouble(e -> e.getOrDefault(name, Double.NaN)).toArray();
      String reason = reason(values);
      if (reason.isEmpty()) {
        Feature feature =
            KnownCauses.isCategorical(name)
                ? Feature.categorical(values)
                : Feature.continuous(values, BINS);
        if (feature.isCategorical() && feature.rarest() < FEWEST) {
          reason = FEW;
        } else {
          usable.put(name, feature);
        }
      }
      if (!reason.isEmpty()) {
        unusable.put(name, reason);
      }
    }
    return new Causes(usable, unusable);
  }

  private static List<String> all(List<Map<String, Double>> examples) {
    Set<String> names = new LinkedHashSet<>();
    examples.forEach(example -> names.addAll(example.keySet()));
    return List.copyOf(names);
  }

  private static String reason(double[] values) {
    boolean varies = false;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return UNKNOWN;
      }
      varies |= value != values[0];
    }
    return varies ? "" : CONSTANT;
  }

  List<String> names() {
    return new ArrayList<>(usable.keySet());
  }

  List<Feature> features() {
    return new ArrayList<>(usable.values());
  }
}
