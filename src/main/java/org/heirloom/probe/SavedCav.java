package org.heirloom.probe;

/**
 * A concept's vector at a layer that can be applied to new images: the mean of its vectors over
 * random sets, as the mean is far more stable than any.
 *
 * @param direction unit length, towards the concept; zeros where the layer is constant
 * @param offset {@code direction·activation + offset} is how far an image lies on the concept's
 *     side
 * @param accuracy of the single vectors on held-out images; NaN where the layer is constant
 * @param stability mean cosine between the single vectors; NaN there too
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SavedCav(
    String layer,
    String concept,
    double[] direction,
    double offset,
    double accuracy,
    double stability) {

  /** How far an image lies on the concept's side, in units of the activations. */
  public double decision(double[] activation) {
    return new Plane(direction, offset).decision(activation);
  }

  /** How much a logit rises as the activation moves towards the concept by 1. */
  public double sensitivity(double[] gradient) {
    return Matrices.dot(direction, gradient);
  }
}
