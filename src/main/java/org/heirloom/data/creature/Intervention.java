package org.heirloom.data.creature;

/** A change to one drawing while everything else stays as it was. */
public sealed interface Intervention {

  /** Leaves out a part. */
  record RemovePart(Part part) implements Intervention {}

  /**
   * Gives a factor another value: the index of a categorical one's, else the number itself. The
   * label stays, so the result may look like another class, or like none.
   */
  record SetFactor(Factor factor, double value) implements Intervention {}

  /** Gives a number that is a factor any value, also one beyond the range in which it is drawn. */
  record Exceed(Factor factor, double value) implements Intervention {}

  /** Replaces the background, its hue and its objects by another draw, one for each variant. */
  record ChangeBackground(int variant) implements Intervention {}

  /** Replaces the body's texture. */
  static Intervention swapTexture(Texture texture) {
    return new SetFactor(Factor.TEXTURE, Factor.TEXTURE.options().indexOf(texture.label()));
  }
}
