package org.heirloom.model.tensorflow;

import org.heirloom.model.FeatureMap;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * An explanation that a network is made of: every position of its last layer has a say of its own
 * ({@link Network#classMaps}), and sees a known window of the image.
 */
public sealed interface BuiltIn {

  /** The pixels that each position sees. */
  FeatureMap.Field field();

  /**
   * A bag of features: each position gives logits of its own, which are pooled.
   *
   * @param field of each position
   */
  record Patches(FeatureMap.Field field) implements BuiltIn {}

  /**
   * Prototypes: each position is as near to learnt patches as it is, and the nearest counts.
   *
   * @param field of each position
   * @param features what is held against prototypes, {@code [n, height, width, dimension]}
   * @param distances squared, {@code [n, height, width, prototypes]}, at least 0; prototypes of a
   *     class stand together
   */
  record Prototypes(FeatureMap.Field field, Operand<TFloat32> features, Operand<TFloat32> distances)
      implements BuiltIn {}
}
