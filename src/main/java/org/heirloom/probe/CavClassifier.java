package org.heirloom.probe;

/**
 * A way to find the plane that parts a concept's activations from others. Deterministic: equal
 * examples give equal bits.
 *
 * <p>A new one is a class and a line in {@link CavClassifiers}.
 */
@FunctionalInterface
public interface CavClassifier {

  /**
   * The plane, in the units of the activations themselves.
   *
   * @param training examples of both sorts, of which some channel varies
   * @param ridge L2 penalty λ on standardised activations, above 0; not all take it
   */
  Plane fit(CavTraining training, double ridge);
}
