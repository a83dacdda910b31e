package org.heirloom.probe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** All ways to find a concept's vector, by name. */
public final class CavClassifiers {
  private static final Map<String, CavClassifier> ALL = new LinkedHashMap<>();

  static {
    ALL.put("logistic", CavClassifiers::logistic);
    ALL.put("hinge", CavClassifiers::hinge);
    ALL.put("mean-difference", new MeanDifference());
    ALL.put("pattern", new Pattern());
  }

  private CavClassifiers() {}

  /** Their names. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(ALL.keySet());
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException if there is none: a study is checked before
   */
  public static CavClassifier named(String name) {
    CavClassifier classifier = ALL.get(name);
    if (classifier == null) {
      throw new IllegalArgumentException("no classifier " + name + " among " + ALL.keySet());
    }
    return classifier;
  }

  private static Plane logistic(CavTraining training, double ridge) {
    LogisticRegression fit =
        LogisticRegression.fit(training.form(training.size() * ridge), training.positive(), ridge);
    return training.mapBack(fit.weights(), fit.intercept());
  }

  private static Plane hinge(CavTraining training, double ridge) {
    SupportVectors fit = SupportVectors.fit(training.gram(), training.positive(), ridge);
    return training.mapBack(fit.weights(training.scaled()), fit.intercept());
  }
}
