package org.heirloom.image;

import java.util.Arrays;

/**
 * Simple linear iterative clustering: k-means of colour and place, each centre among the pixels
 * near it, which gives compact segments of like colour.
 *
 * <p>Deterministic: of equally near centres the first wins. Pieces smaller than a quarter of a
 * segment are joined to a neighbour, so the count may differ from the one asked for.
 *
 * @see <a href="https://doi.org/10.1109/TPAMI.2012.120">Achanta et al. (2012), SLIC Superpixels</a>
 */
public final class Slic {
  private static final double COMPACTNESS = 10;
  private static final int ROUNDS = 10;

  private final int height;
  private final int width;
  private final double[] lab;
  private final double step;
  private final int count;
  private final double[][] centres;
  private final int[] labels;

  private Slic(FloatImage image, int wanted) {
    height = image.height();
    width = image.width();
    lab = Lab.of(image);
    step = Math.sqrt((double) height * width / wanted);
    int rows = Math.max(1, (int) Math.round(height / step));
    int columns = Math.max(1, (int) Math.round(width / step));
    count = rows * columns;
    centres = new double[count][];
    labels = new int[height * width];
    for (int i = 0; i < count; i++) {
      int row = i / columns;
      int column = i % columns;
      int y = (int) ((row + 0.5) * height / rows);
      int x = (int) ((column + 0.5) * width / columns);
      centres[i] = features(calmest(y, x));
    }
  }

  /**
   * About {@code wanted} segments.
   *
   * @param wanted at least 1, at most the number of pixels
   */
  public static Segments segments(FloatImage image, int wanted) {
    Slic slic = new Slic(image, wanted);
    for (int round = 0; round < ROUNDS; round++) {
      slic.assign();
      slic.move();
    }
    int least = (int) Math.ceil(slic.step * slic.step / 4);
    return Segments.connected(slic.height, slic.width, slic.labels, least);
  }

  private double[] features(int pixel) {
    int row = pixel / width;
    int column = pixel % width;
    return new double[] {lab[3 * pixel], lab[3 * pixel + 1], lab[3 * pixel + 2], column, row};
  }

  /** The pixel of the 3×3 around one where the colour changes least; so no centre is on an edge. */
  private int calmest(int row, int column) {
    int best = row * width + column;
    for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
        if (change(y, x) < change(best / width, best % width)) {
          best = y * width + x;
        }
      }
    }
    return best;
  }

  private double change(int y, int x) {
    int left = y * width + Math.max(0, x - 1);
    int right = y * width + Math.min(width - 1, x + 1);
    int above = Math.max(0, y - 1) * width + x;
    int below = Math.min(height - 1, y + 1) * width + x;
    return colourDistance(left, right) + colourDistance(above, below);
  }

  private double colourDistance(int a, int b) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      double d = lab[3 * a + c] - lab[3 * b + c];
      sum += d * d;
    }
    return sum;
  }

  private void assign() {
    double[] nearest = new double[labels.length];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int i = 0; i < count; i++) {
      double[] centre = centres[i];
      int top = Math.max(0, (int) Math.ceil(centre[4] - step));
      int bottom = Math.min(height - 1, (int) Math.floor(centre[4] + step));
      int first = Math.max(0, (int) Math.ceil(centre[3] - step));
      int last = Math.min(width - 1, (int) Math.floor(centre[3] + step));
      for (int y = top; y <= bottom; y++) {
        for (int x = first; x <= last; x++) {
          offer(nearest, y * width + x, i);
        }
      }
    }
    for (int pixel = 0; pixel < labels.length; pixel++) {
      // Centres may have moved so that none reaches a pixel.
      if (nearest[pixel] == Double.POSITIVE_INFINITY) {
        for (int i = 0; i < count; i++) {
          offer(nearest, pixel, i);
        }
      }
    }
  }

  private void offer(double[] nearest, int pixel, int centre) {
    double[] at = centres[centre];
    double colour = 0;
    for (int c = 0; c < 3; c++) {
      double d = lab[3 * pixel + c] - at[c];
      colour += d * d;
    }
    int row = pixel / width;
    int column = pixel % width;
    double dx = column - at[3];
    double dy = row - at[4];
    double scale = COMPACTNESS / step;
    double distance = colour + scale * scale * (dx * dx + dy * dy);
    if (distance < nearest[pixel]) {
      nearest[pixel] = distance;
      labels[pixel] = centre;
    }
  }

  private void move() {
    double[][] sums = new double[count][5];
    int[] sizes = new int[count];
    for (int pixel = 0; pixel < labels.length; pixel++) {
      double[] features = features(pixel);
      for (int f = 0; f < features.length; f++) {
        sums[labels[pixel]][f] += features[f];
      }
      sizes[labels[pixel]]++;
    }
    for (int i = 0; i < count; i++) {
      if (sizes[i] > 0) {
        for (int f = 0; f < sums[i].length; f++) {
          centres[i][f] = sums[i][f] / sizes[i];
        }
      }
    }
  }
}
