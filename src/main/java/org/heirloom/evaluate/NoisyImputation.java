package org.heirloom.evaluate;

import java.util.Arrays;
import org.heirloom.RandomStream;

/**
 * Fills in pixels so that hardly a trace is left of where they were: each is the weighted mean of
 * its eight neighbours, and a little noise.
 *
 * <p>Neighbours side by side weigh 1/6, diagonal ones 1/12, renormalised at the border of the
 * image. Neighbours that are missing too are unknowns of the same system of equations, which is
 * symmetric and positive definite once each row is multiplied by the sum of its weights. Conjugate
 * gradients solve it in a fixed order, so that equal input gives equal bits.
 *
 * @see <a href="https://arxiv.org/abs/2202.00449">ROAD (Rong et al., 2022), section 4</a>
 */
final class NoisyImputation {
  private static final double SIDE = 1 / 6.0;
  private static final double DIAGONAL = 1 / 12.0;
  private static final double TOLERANCE = 1e-12;

  private final int height;
  private final int width;
  private final int channels;
  private final double deviation;

  /**
   * For images of one size.
   *
   * @param deviation of the noise, 0 for none
   */
  NoisyImputation(int height, int width, int channels, double deviation) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.deviation = deviation;
  }

  /**
   * The image with pixels filled in, cut to [0, 1].
   *
   * @param image HWC in [0, 1]
   * @param missing one per pixel; at least one pixel must be there
   * @param random of the noise
   */
  float[] fill(float[] image, boolean[] missing, RandomStream random) {
    int[] unknown = new int[missing.length];
    int[] pixels = new int[missing.length];
    int count = 0;
    for (int p = 0; p < missing.length; p++) {
      unknown[p] = missing[p] ? count : -1;
      if (missing[p]) {
        pixels[count++] = p;
      }
    }
    if (count == missing.length) {
      throw new IllegalArgumentException("all pixels are missing: nothing to fill them from");
    }
    float[] filled = image.clone();
    Equations system = new Equations(Arrays.copyOf(pixels, count), unknown);
    for (int c = 0; c < channels; c++) {
      double[] values = system.solve(image, c);
      for (int i = 0; i < count; i++) {
        double value = values[i] + deviation * random.nextGaussian();
        filled[pixels[i] * channels + c] = (float) Math.max(0, Math.min(1, value));
      }
    }
    return filled;
  }

  /** One equation per missing pixel: (sum of weights) × pixel − Σ weight × neighbour = 0. */
  private final class Equations {
    private final int[] pixels;
    private final int[] unknown;

    Equations(int[] pixels, int[] unknown) {
      this.pixels = pixels;
      this.unknown = unknown;
    }

    private interface Neighbour {
      void see(int pixel, double weight);
    }

    private void neighbours(int pixel, Neighbour sink) {
      int y = pixel / width;
      int x = pixel % width;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          boolean inside = y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width;
          if (inside && (dx != 0 || dy != 0)) {
            sink.see(pixel + dy * width + dx, dx == 0 || dy == 0 ? SIDE : DIAGONAL);
          }
        }
      }
    }

    /** A × vector. */
    private double[] times(double[] vector) {
      double[] product = new double[vector.length];
      for (int i = 0; i < vector.length; i++) {
        int row = i;
        neighbours(
            pixels[i],
            (pixel, weight) -> {
              double other = unknown[pixel] < 0 ? 0 : vector[unknown[pixel]];
              product[row] += weight * (vector[row] - other);
            });
      }
      return product;
    }

    /** What the neighbours that are there contribute. */
    private double[] known(float[] image, int channel) {
      double[] known = new double[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        int row = i;
        neighbours(
            pixels[i],
            (pixel, weight) ->
                known[row] += unknown[pixel] < 0 ? weight * image[pixel * channels + channel] : 0);
      }
      return known;
    }

    double[] solve(float[] image, int channel) {
      double[] solution = new double[pixels.length];
      double[] rest = known(image, channel);
      double[] direction = rest.clone();
      double square = dot(rest, rest);
      double enough = TOLERANCE * TOLERANCE * square;
      // In exact arithmetic as many rounds as unknowns are enough; twice as many are a safe bound.
      for (int round = 0; round < 2 * pixels.length && square > enough; round++) {
        double[] product = times(direction);
        double step = square / dot(direction, product);
        for (int i = 0; i < solution.length; i++) {
          solution[i] += step * direction[i];
          rest[i] -= step * product[i];
        }
        double next = dot(rest, rest);
        for (int i = 0; i < direction.length; i++) {
          direction[i] = rest[i] + next / square * direction[i];
        }
        square = next;
      }
      return solution;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
