package org.heirloom.study;

import org.heirloom.study.Vocabulary.Term;

/** What is known to have made an image of the generator. */
final class FactorTerms {
  private FactorTerms() {}

  /** The class, then causes in the order in which drawings list them. */
  static Term[] all() {
    return new Term[] {
      new Term("class", "the label"),
      new Term("head", "shape of the head"),
      new Term("eyes", "shape of the eyes"),
      new Term("ears", "shape of the ears"),
      new Term("texture", "pattern of the body"),
      new Term("mouth", "shape of the mouth"),
      new Term("body", "shape of the body"),
      new Term("hue", "hue of the creature"),
      new Term("coat", "light or dark"),
      new Term("age", "density of wrinkles"),
      new Term("expression", "curvature of the mouth"),
      new Term("frequency", "of the texture"),
      new Term("orientation", "of the texture, in degrees"),
      new Term("phase", "of the texture"),
      new Term("x", "shift to the right, as a share of the image's side"),
      new Term("y", "shift downwards, as a share of the image's side"),
      new Term("scale", "size; 1 is usual"),
      new Term("rotation", "in the plane, in degrees"),
      new Term("yaw", "turn away from the viewer, in degrees"),
      new Term("light-direction", "in degrees"),
      new Term("light-strength", "how uneven the light is"),
      new Term("brightness", "of the light; 1 is usual"),
      new Term("background", "pattern of the background"),
      new Term("background-hue", "hue of the background"),
      new Term("clutter", "amount of objects in the background"),
      new Term("occluder", "what hides part of the creature"),
      new Term("cue", "what goes with the class without being part of it")
    };
  }
}
