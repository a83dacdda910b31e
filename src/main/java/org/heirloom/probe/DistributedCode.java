package org.heirloom.probe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.heirloom.image.Enlargement;

/**
 * A concept read from all units together, where each unit only counts as on or off: how much better
 * that is than the best unit alone, and how many units it takes.
 *
 * <p>A weighted sum of units per position, fitted to the share of the position's pixels that the
 * concept covers, is enlarged to the image and cut off. We differ from the source in four things:
 * the loss is cross-entropy at the map's positions in place of a surrogate at pixels, solved to its
 * optimum; the cut is the one that fits best where weights were fitted, since weighted losses
 * exaggerate areas; images without the concept count as well; and all numbers are of other images
 * than those that chose weights, cut and best unit.
 *
 * @param all intersection over union of all units together, in [0, 1]
 * @param single that of the best unit
 * @param unit which one that is
 * @param units the smallest number tried of the strongest units that reach 95 % of {@code all}: 1,
 *     2, 3, 4, then by halves and thirds more
 * @see <a href="https://arxiv.org/abs/1801.03454">Fong and Vedaldi (2018), Net2Vec</a>
 */
record DistributedCode(double all, double single, int unit, int units) {
  private static final double ENOUGH = 0.95;
  private static final double[] CUTS = {-1, -0.5, 0, 0.5, 1, 1.5, 2, 3};

  /**
   * Reads one concept.
   *
   * @param choosing fits weights, cut and best unit; shows the concept
   * @param judging counts
   * @param ridge λ of the weights, above 0
   */
  static DistributedCode of(BitSample choosing, BitSample judging, int concept, double ridge) {
    int count = choosing.cells().length;
    int[] every = IntStream.range(0, count).toArray();
    int best = bestUnit(choosing, concept);
    Reader whole = Reader.fit(choosing, concept, every, ridge);
    double all = whole.iou(judging, concept);
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer u) -> -Math.abs(whole.weights[u]))
                    .thenComparing(u -> u))
            .mapToInt(Integer::intValue)
            .toArray();
    int needed = count;
    for (int size = 1; size < count; size = next(size)) {
      int[] some = Arrays.copyOf(order, size);
      Arrays.sort(some);
      if (Reader.fit(choosing, concept, some, ridge).iou(judging, concept) >= ENOUGH * all) {
        needed = size;
        break;
      }
    }
    double single = BitSample.iou(judging.units()[best], judging.concepts()[concept]);
    return new DistributedCode(all, single, best, needed);
  }

  private static int next(int size) {
    return size < 4 ? size + 1 : Integer.bitCount(size) == 1 ? size * 3 / 2 : size / 3 * 4;
  }

  private static int bestUnit(BitSample sample, int concept) {
    int best = 0;
    double highest = -1;
    for (int u = 0; u < sample.units().length; u++) {
      double iou = BitSample.iou(sample.units()[u], sample.concepts()[concept]);
      if (iou > highest) {
        best = u;
        highest = iou;
      }
    }
    return best;
  }

  /** A weighted sum of some units with its cut. */
  private record Reader(int[] units, double[] weights, double intercept, double cut) {

    static Reader fit(BitSample sample, int concept, int[] units, double ridge) {
      int rows = sample.images() * sample.shape().cells();
      double[][] x = new double[rows][units.length];
      for (int u = 0; u < units.length; u++) {
        boolean[] active = sample.cells()[units[u]];
        for (int i = 0; i < rows; i++) {
          x[i][u] = active[i] ? 1 : 0;
        }
      }
      LogisticRegression fit =
          LogisticRegression.fit(
              RidgeForm.of(x, rows * ridge), labels(coverage(sample, concept)), ridge);
      Reader uncut = new Reader(units, fit.weights(), fit.intercept(), 0);
      Reader best = uncut;
      double highest = -1;
      for (double cut : CUTS) {
        Reader reader = new Reader(units, fit.weights(), fit.intercept(), cut);
        double iou = reader.iou(sample, concept);
        if (iou > highest) {
          highest = iou;
          best = reader;
        }
      }
      return best;
    }

    /** Rare pixels count more: the concept's by the share of others, others by its share. */
    private static LogisticRegression.Labels labels(double[] coverage) {
      double mean = Arrays.stream(coverage).average().orElseThrow();
      double[] share = new double[coverage.length];
      double[] weight = new double[coverage.length];
      for (int i = 0; i < share.length; i++) {
        double positive = (1 - mean) * coverage[i];
        weight[i] = positive + mean * (1 - coverage[i]);
        share[i] = positive / weight[i];
      }
      return new LogisticRegression.Labels(share, weight);
    }

    /** The share of each position's pixels that show the concept. */
    private static double[] coverage(BitSample sample, int concept) {
      BitSample.Shape shape = sample.shape();
      double[] covered = new double[sample.images() * shape.cells()];
      double[] pixels = new double[shape.cells()];
      for (int p = 0; p < shape.height() * shape.width(); p++) {
        pixels[cell(shape, p)]++;
      }
      for (int i = 0; i < sample.images(); i++) {
        for (int p = 0; p < shape.height() * shape.width(); p++) {
          long word = sample.concepts()[concept][i * shape.words() + (p >> 6)];
          if ((word >>> p & 1) != 0) {
            int cell = cell(shape, p);
            covered[i * shape.cells() + cell] += 1 / pixels[cell];
          }
        }
      }
      return covered;
    }

    private static int cell(BitSample.Shape shape, int pixel) {
      int row = pixel / shape.width() * shape.mapHeight() / shape.height();
      int column = pixel % shape.width() * shape.mapWidth() / shape.width();
      return row * shape.mapWidth() + column;
    }

    double iou(BitSample sample, int concept) {
      BitSample.Shape shape = sample.shape();
      Enlargement enlargement =
          new Enlargement(shape.mapHeight(), shape.mapWidth(), shape.height(), shape.width());
      long[] told = new long[sample.images() * shape.words()];
      float[] map = new float[shape.cells()];
      for (int i = 0; i < sample.images(); i++) {
        for (int cell = 0; cell < map.length; cell++) {
          double sum = intercept;
          for (int u = 0; u < units.length; u++) {
            sum += sample.cells()[units[u]][i * map.length + cell] ? weights[u] : 0;
          }
          map[cell] = (float) sum;
        }
        long[] words = new long[shape.words()];
        enlargement.above(map, (float) cut, words);
        System.arraycopy(words, 0, told, i * words.length, words.length);
      }
      return BitSample.iou(told, sample.concepts()[concept]);
    }
  }
}
