package org.heirloom.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.heirloom.RandomStream;

/**
 * Ways in which images go bad, at five severities, as CIFAR-10-C has them.
 *
 * <p>A corruption is a function of the image, the severity and a stream of random numbers alone.
 * Results lie in [0, 1] and are not rounded to 8 bits. Compression quantises by a JPEG of our own,
 * without subsampled colours, so that no codec's version matters; fog and pixelation are drawn anew
 * from their description.
 *
 * @see <a href="https://arxiv.org/abs/1903.12261">Hendrycks and Dietterich (2019)</a>
 */
public enum Corruption {
  /** Normal noise of every value. */
  GAUSSIAN_NOISE(Noises::gaussian, .04, .06, .08, .09, .10),
  /** Noise of counted photons: the fewer, the worse. */
  SHOT_NOISE(Noises::shot, 500, 250, 100, 75, 50),
  /** Values that are black or white. */
  IMPULSE_NOISE(Noises::impulse, .01, .02, .03, .05, .07),
  /** Normal noise in proportion to the value. */
  SPECKLE_NOISE(Noises::speckle, .06, .10, .12, .16, .20),
  /** Blur by a Gaussian of so many pixels. */
  GAUSSIAN_BLUR((image, p, random) -> blurred(image, p[0]), .4, .6, .7, .8, 1),
  /** Values drawn towards their channel's mean. */
  CONTRAST((image, p, random) -> Tones.contrast(image, p[0]), .75, .5, .4, .3, .15),
  /** HSV value raised. */
  BRIGHTNESS((image, p, random) -> Tones.brighter(image, p[0]), .05, .1, .15, .2, .3),
  /** HSV saturation times the first number plus the second. */
  SATURATE(
      (image, p, random) -> Tones.saturated(image, p[0], p[1]),
      new double[] {.3, 0},
      new double[] {.1, 0},
      new double[] {1.5, 0},
      new double[] {2, .1},
      new double[] {2.5, .2}),
  /** Quantised as JPEG of that quality. */
  JPEG((image, p, random) -> JpegQuantiser.of((int) p[0]).apply(image), 80, 65, 58, 50, 40),
  /** Shrunk by that factor and enlarged in squares. */
  PIXELATE((image, p, random) -> Squares.pixelated(image, p[0]), .95, .9, .85, .75, .65),
  /** A bank of fog of that thickness and that smoothness. */
  FOG(
      Fog::apply,
      new double[] {.2, 3},
      new double[] {.5, 3},
      new double[] {.75, 2.5},
      new double[] {1, 2},
      new double[] {1.5, 1.75});

  /** Severities are whole numbers from 1 to this. */
  public static final int SEVERITIES = 5;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Change change;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of; its arrays are not handed out
  private final List<double[]> parameters;

  /** Changes an image by the parameters of a severity; may leave [0, 1]. */
  @FunctionalInterface
  interface Change {
    FloatImage apply(FloatImage image, double[] parameters, RandomStream random);
  }

  Corruption(Change change, double... parameters) {
    this(change, box(parameters));
  }

  Corruption(Change change, double[]... parameters) {
    this.change = change;
    this.parameters = List.of(parameters);
  }

  private static double[][] box(double[] values) {
    double[][] boxed = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = new double[] {values[i]};
    }
    return boxed;
  }

  /** Its name in a study, for example {@code gaussian-noise}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The corruption of that name in a study. */
  public static Optional<Corruption> named(String label) {
    return Stream.of(values()).filter(each -> each.label().equals(label)).findFirst();
  }

  /**
   * The image, corrupted.
   *
   * @param image in [0, 1], of 3 channels
   * @param severity 1..5
   * @param random of the corruption's own, for this image and severity
   */
  public FloatImage apply(FloatImage image, int severity, RandomStream random) {
    if (severity < 1 || severity > SEVERITIES) {
      throw new IllegalArgumentException("severity must be in 1..5, got " + severity);
    }
    FloatImage changed = change.apply(image, parameters.get(severity - 1), random);
    float[] values = changed.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, Math.min(1, values[i]));
    }
    return new FloatImage(image.height(), image.width(), image.channels(), values);
  }

  private static FloatImage blurred(FloatImage image, double sigma) {
    return Blur.gaussian(image, 2 * (int) Math.ceil(4 * sigma) + 1, sigma);
  }
}
