package org.heirloom.local;

import java.util.Arrays;
import org.heirloom.RandomStream;
import org.heirloom.image.FloatImage;
import org.heirloom.image.Quickshift;
import org.heirloom.image.Segments;
import org.heirloom.image.Slic;

/**
 * An image cut into superpixels, and which of them are on in each sample.
 *
 * @param on {@code [samples][superpixels]}; all of the first one
 */
public record SuperpixelSamples(Segments segments, boolean[][] on) {

  /** Samples in which each superpixel is on with probability ½. */
  public static SuperpixelSamples draw(Segments segments, int samples, RandomStream random) {
    boolean[][] on = new boolean[samples][segments.count()];
    Arrays.fill(on[0], true);
    for (int i = 1; i < samples; i++) {
      for (int s = 0; s < segments.count(); s++) {
        on[i][s] = random.nextBoolean(0.5);
      }
    }
    return new SuperpixelSamples(segments, on);
  }

  /**
   * Cuts an image.
   *
   * @param way {@code slic}, {@code quickshift} or {@code grid}
   * @param wanted about how many superpixels, where that can be said
   */
  public static Segments cut(FloatImage image, String way, int wanted) {
    return switch (way) {
      case "slic" -> Slic.segments(image, wanted);
      case "quickshift" -> Quickshift.segments(image);
      default -> Segments.grid(image.height(), image.width(), wanted);
    };
  }

  /**
   * What a sample counts by LIME, {@code exp(−D² / (2 w²))} with the cosine distance D from the
   * whole image.
   *
   * @param share of the superpixels that is on
   */
  public static double weight(double share, double kernelWidth) {
    double distance = 1 - Math.sqrt(share);
    return StrictMath.exp(-distance * distance / (2 * kernelWidth * kernelWidth));
  }

  /** What sample {@code number} counts. */
  double weightOf(int number, double kernelWidth) {
    int count = 0;
    for (boolean s : on[number]) {
      count += s ? 1 : 0;
    }
    return weight((double) count / on[number].length, kernelWidth);
  }

  /** Which superpixels are on, as 0 and 1. */
  double[] features(int number) {
    double[] features = new double[on[number].length];
    for (int s = 0; s < features.length; s++) {
      features[s] = on[number][s] ? 1 : 0;
    }
    return features;
  }
}
