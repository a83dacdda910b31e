package org.heirloom.local;

import java.util.Arrays;

/** Ways to draw images around one. */
public enum Neighbourhood {
  /** Decoded from codes around that of the image. */
  LATENT("latent", "decoded from codes around that of the image"),
  /** Decoded from codes around the way to another image. */
  BETWEEN("between", "decoded from codes on the way to the nearest image of another class"),
  /** The image under normal noise. */
  NOISE("noise", "the image under noise, as far from it as the latent neighbours"),
  /** The image with some superpixels in their mean colour. */
  SUPERPIXEL(
      "superpixel", "the image with half of its superpixels in their mean colour, as LIME does");

  private final String label;
  private final String meaning;

  Neighbourhood(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** Its name in studies and rows. */
  public String label() {
    return label;
  }

  /** What its images are. */
  public String meaning() {
    return meaning;
  }

  /** The one of that name. */
  public static Neighbourhood of(String label) {
    return Arrays.stream(values())
        .filter(n -> n.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no neighbourhood " + label));
  }
}
