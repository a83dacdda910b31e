package org.heirloom.image;

import org.heirloom.StudyException;

/**
 * What JPEG's quantisation leaves of an image: 8×8 cosine transforms of luminance and the two
 * colour differences, rounded to multiples of the standard's tables.
 *
 * <p>Colours are not subsampled and nothing is coded, so the result is a function of the image and
 * the quality alone. Images whose sides are no multiples of 8 are continued by their edge pixels.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annexes A and K</a>; the
 *     scale by quality is that of the Independent JPEG Group
 */
public final class JpegQuantiser {
  private static final int SIDE = 8;
  private static final int[] LUMINANCE = {
    16, 11, 10, 16, 24, 40, 51, 61,
    12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77,
    24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99
  };
  private static final int[] COLOUR = {
    17, 18, 24, 47, 99, 99, 99, 99,
    18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99
  };
  private static final double[] COSINES = cosines();

  private final int[] luminance;
  private final int[] colour;

  private JpegQuantiser(int[] luminance, int[] colour) {
    this.luminance = luminance;
    this.colour = colour;
  }

  /** For a quality from 1 to 100. */
  public static JpegQuantiser of(int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality must be in 1..100, got " + quality);
    }
    return new JpegQuantiser(table(LUMINANCE, quality), table(COLOUR, quality));
  }

  static int[] luminance(int quality) {
    return table(LUMINANCE, quality);
  }

  private static int[] table(int[] standard, int quality) {
    int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    int[] table = new int[standard.length];
    for (int i = 0; i < table.length; i++) {
      table[i] = Math.max(1, Math.min(255, (standard[i] * percent + 50) / 100));
    }
    return table;
  }

  /** Orthonormal: row k, column n holds c(k)·cos((2n + 1)·k·π/16). */
  private static double[] cosines() {
    double[] cosines = new double[SIDE * SIDE];
    for (int k = 0; k < SIDE; k++) {
      double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / SIDE);
      for (int n = 0; n < SIDE; n++) {
        cosines[k * SIDE + n] = scale * StrictMath.cos((2 * n + 1) * k * Math.PI / (2 * SIDE));
      }
    }
    return cosines;
  }

  /**
   * The image as it would be decoded, rounded to whole values.
   *
   * @throws StudyException if it is grey
   */
  public Pixels apply(Pixels image) {
    if (image.channels() != 3) {
      throw new StudyException(
          "jpeg: compresses colour images, and these are grey. Got %d channel. Expected 3, or data.jpeg.classes none and training.jpeg.share 0."
              .formatted(image.channels()));
    }
    return apply(FloatImage.of(image)).toPixels();
  }

  /** The image in [0, 1] as it would be decoded, possibly a little outside. */
  FloatImage apply(FloatImage image) {
    if (image.channels() != 3) {
      throw new IllegalArgumentException("JPEG takes 3 channels, got " + image.channels());
    }
    float[] out = new float[image.values().length];
    double[][] blocks = new double[3][SIDE * SIDE];
    for (int top = 0; top < image.height(); top += SIDE) {
      for (int left = 0; left < image.width(); left += SIDE) {
        read(image, top, left, blocks);
        for (int c = 0; c < 3; c++) {
          quantise(blocks[c], c == 0 ? luminance : colour);
        }
        write(image, top, left, blocks, out);
      }
    }
    return new FloatImage(image.height(), image.width(), 3, out);
  }

  private static void read(FloatImage image, int top, int left, double[][] blocks) {
    for (int i = 0; i < SIDE * SIDE; i++) {
      int y = Blur.clamp(top + i / SIDE, image.height());
      int x = Blur.clamp(left + i % SIDE, image.width());
      double r = 255.0 * image.at(y, x, 0);
      double g = 255.0 * image.at(y, x, 1);
      double b = 255.0 * image.at(y, x, 2);
      double luma = 0.299 * r + 0.587 * g + 0.114 * b;
      blocks[0][i] = luma - 128;
      blocks[1][i] = (b - luma) / 1.772;
      blocks[2][i] = (r - luma) / 1.402;
    }
  }

  private static void write(FloatImage image, int top, int left, double[][] blocks, float[] out) {
    for (int i = 0; i < SIDE * SIDE; i++) {
      int y = top + i / SIDE;
      int x = left + i % SIDE;
      if (y < image.height() && x < image.width()) {
        double luma = blocks[0][i] + 128;
        double b = luma + 1.772 * blocks[1][i];
        double r = luma + 1.402 * blocks[2][i];
        int at = (y * image.width() + x) * 3;
        out[at] = (float) (r / 255);
        out[at + 1] = (float) ((luma - 0.299 * r - 0.114 * b) / 0.587 / 255);
        out[at + 2] = (float) (b / 255);
      }
    }
  }

  private static void quantise(double[] block, int[] table) {
    double[] coefficients = transformed(block, true);
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = Math.rint(coefficients[i] / table[i]) * table[i];
    }
    System.arraycopy(transformed(coefficients, false), 0, block, 0, block.length);
  }

  /** Along columns, then along rows; forward or back. */
  static double[] transformed(double[] block, boolean forward) {
    double[] half = new double[block.length];
    double[] whole = new double[block.length];
    for (int i = 0; i < block.length; i++) {
      for (int n = 0; n < SIDE; n++) {
        half[i] += cosine(i / SIDE, n, forward) * block[n * SIDE + i % SIDE];
      }
    }
    for (int i = 0; i < block.length; i++) {
      for (int n = 0; n < SIDE; n++) {
        whole[i] += cosine(i % SIDE, n, forward) * half[i / SIDE * SIDE + n];
      }
    }
    return whole;
  }

  private static double cosine(int to, int from, boolean forward) {
    return forward ? COSINES[to * SIDE + from] : COSINES[from * SIDE + to];
  }
}
